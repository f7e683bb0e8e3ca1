package io.piha.cli;

import io.piha.demo.DemoEstate;
import io.piha.drill.Check;
import io.piha.drill.DrillReport;
import io.piha.drill.DrillText;
import io.piha.drill.DrillView;
import io.piha.drill.Drills;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A live drill on the demo's house, told in the terminal. */
final class DemoDrill {

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration READY = Duration.ofMinutes(3);

  private final PrintWriter out;
  private final double speed;

  DemoDrill(PrintWriter out, double speed) {
    this.out = out;
    this.speed = speed;
  }

  int play(String scenario) throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    try (DemoEstate estate = DemoEstate.start(speed, clock)) {
      DemoActor actor = new DemoActor(estate);
      try (Supervision supervision = DemoCommand.supervise(estate, this::println, actor)) {
        actor.mayKill(supervision);
        supervision.activate();
        Optional<String> obstacle = start(supervision, clock, scenario);
        if (obstacle.isPresent()) {
          println("The drill does not begin: " + obstacle.get());
          return Exit.REFUSED;
        }
        println("LIVE DRILL " + scenario + " on the demo's house, " + speed + " times as fast:");
        println("");
        Seat seat = new Seat(supervision);
        String id = seat.view().map(DrillView::id).orElse("");
        Optional<DrillReport> report = new DrillFollow(seat, out, Optional.empty()).until(id);
        report.ifPresent(
            each -> {
              println("");
              DrillText.summary(each).forEach(this::println);
            });
        return report.filter(DrillReport::passed).isPresent() ? Exit.OK : Exit.FAILED;
      }
    }
  }

  /** The engine must have seen its house first. */
  private static Optional<String> start(Supervision supervision, Clock clock, String scenario)
      throws InterruptedException {
    Instant until = clock.instant().plus(READY);
    while (clock.instant().isBefore(until) && !allMet(supervision, scenario)) {
      pause();
    }
    return supervision
        .drills()
        .map(drills -> drills.start(scenario, DemoEstate.SERVICE, false, true, "operator:demo"))
        .orElse(Optional.of("no control plane runs"));
  }

  private static boolean allMet(Supervision supervision, String scenario) {
    List<Check> checks =
        supervision
            .drills()
            .map(each -> each.checks(scenario, DemoEstate.SERVICE, false))
            .orElse(List.of());
    return !checks.isEmpty() && checks.stream().allMatch(Check::met);
  }

  private static void pause() throws InterruptedException {
    LockSupport.parkNanos(LOOK.toNanos());
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void println(String line) {
    out.println(line);
    out.flush();
  }

  /** In the process of the control plane itself, which may be killed and started anew. */
  private record Seat(Supervision supervision) implements DrillFollow.Seat {
    @Override
    public Optional<DrillView> view() {
      return supervision.drills().flatMap(Drills::view);
    }

    @Override
    public Optional<DrillReport> report(String id) {
      return supervision.drills().stream()
          .flatMap(each -> each.reports().stream())
          .filter(each -> each.id().equals(id))
          .findFirst();
    }

    @Override
    public void next() {
      supervision.drills().ifPresent(Drills::next);
    }

    @Override
    public void stop() {
      supervision.drills().ifPresent(Drills::stop);
    }

    @Override
    public void reconnect() {}
  }
}
