package io.piha.world;

import io.piha.arbiter.Command;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.Phase;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.Timing;
import io.piha.rules.Breach;
import io.piha.rules.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One world lived from beginning to end by a script, under all the rules. */
final class Life {

  private static final long MINUTE = 60_000;

  private final World world;
  private final Mischief mischief;
  private final Chance chance;

  Life(
      SitePolicy policy,
      long seed,
      Coverage coverage,
      boolean recording,
      boolean skips,
      boolean two,
      Set<Assumption> without) {
    // What happens by chance inside an episode does not depend on what was left out of it.
    this.chance = new Chance(seed ^ 0x5DEECE66DL);
    this.world = new World(policy, new Chance(seed + 1), coverage, recording, two);
    this.mischief = new Mischief(world);
    world.without = without;
    world.skips = skips && world.relies(Assumption.LIKE_CLOCKS);
    world.led();
    world.begin();
  }

  World world() {
    return world;
  }

  /** Lives through the episodes, and to the end of its hours. */
  void live(List<Script.Episode> episodes, long end) {
    for (Script.Episode each : episodes) {
      world.run(each.begins() - 1);
      live(each);
    }
    world.run(end);
  }

  private void live(Script.Episode episode) {
    episode.mishaps().forEach(mischief::plan);
    long cuts = world.cuts();
    long promotions = world.promotions();
    switch (episode.aim()) {
      case CLEAN_DEATH -> cleanDeath(episode);
      case OBSERVER -> {
        boolean led =
            world.plane.runs()
                && world.plane.state().services().get(0).book().phase() instanceof Phase.Steady;
        boolean leads = world.hosts.getFirst().acting();
        world.run(episode.healed());
        if (led && leads && (world.cuts() > cuts || world.promotions() > promotions)) {
          throw world.violation(
              new Breach(Rule.L14, "", episode.mishaps().getFirst() + " moved something"));
        }
      }
      case CHAOS -> world.run(episode.healed());
    }
    mischief.heal();
    world.run(world.now() + 3 * MINUTE);
    mischief.say(Command.THAW);
    mischief.say(Command.ACK);
    world.run(world.now() + 20 * MINUTE);
    mischief.say(Command.THAW);
    mischief.say(Command.ACK);
    if (chance.percent(70)) {
      world.run(world.now() + MINUTE);
      mischief.say(Command.FAILBACK);
    }
    world.run(episode.over());
    world.truth.allIsWell();
  }

  /** L1, L2: nothing else is wrong, and the house said of itself that it was protected. */
  private void cleanDeath(Script.Episode episode) {
    ServiceState service = world.plane.state().services().get(0);
    String name = service.policy().service();
    boolean first = world.hosts.getFirst().policy.name().equals(service.book().leader());
    boolean isProtected = missing(name).isEmpty();
    if (!first || !isProtected) {
      world.run(episode.healed());
      return;
    }
    Timing timing = service.policy().timing();
    long suspected = episode.begins() + timing.heartbeatTimeout().toMillis() + 2_000;
    world.run(suspected);
    if (book(name).book().phase() instanceof Phase.Steady) {
      throw world.violation(
          new Breach(Rule.L1, name, "the leader is dead and not suspected after 92 s"));
    }
    long promoted = episode.begins() + bound(service.policy()).toMillis();
    world.run(promoted);
    ServiceState after = book(name);
    Optional<String> leader = Optional.ofNullable(after.book().leader());
    boolean followed =
        after.book().phase() instanceof Phase.Ordered
            || (leader.isPresent() && !leader.get().equals(service.book().leader()));
    if (!followed) {
      throw world.violation(
          new Breach(
              Rule.L2,
              name,
              "protected by its own word, and nobody follows the dead leader within "
                  + bound(service.policy()).toSeconds()
                  + " s; the phase is "
                  + after.book().phase()));
    }
    world.run(episode.healed());
  }

  private ServiceState book(String service) {
    return world
        .plane
        .state()
        .service(service)
        .orElseThrow(() -> new IllegalStateException("no service " + service));
  }

  private List<String> missing(String service) {
    return Outlook.of(world.plane.state(), service, world.plane.time()).missing();
  }

  /** L2, with the switch's deadline once for the cycle and once for the cut. */
  private Duration bound(ServicePolicy policy) {
    Timing timing = policy.timing();
    Duration command = Duration.ofSeconds(10);
    return timing
        .heartbeatTimeout()
        .plus(timing.probeTimeout())
        .plus(command)
        .plus(world.policy().guard().offTime())
        .plus(timing.recoveryWait())
        .plus(timing.fenceProof())
        .plus(command)
        .plusSeconds(1);
  }
}
