package io.piha.cli;

import io.piha.arbiter.Command;
import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Request;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import io.piha.drill.UsualHouse;
import io.piha.engine.DecisionWatcher;
import io.piha.world.Forecast;
import io.piha.world.Foresight;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds to the answer of an accepted dry run what would follow, lived through in a simulated house
 * that stands as this one does; and lives through whatever else is asked of the newest state.
 * Beside the engine's loop; when too many are asked for at once, or one takes too long, the plain
 * answer goes out.
 */
final class DryRuns implements DecisionWatcher, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DryRuns.class);
  private static final int AT_ONCE = 16;
  private static final int LINES = 24;
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final Set<Command> LIVED =
      EnumSet.of(
          Command.PROMOTE,
          Command.DEMOTE,
          Command.RESET,
          Command.FREEZE,
          Command.THAW,
          Command.FAILBACK,
          Command.ACK);

  /** What says nothing of what is done. */
  private static final Set<Kind> BESIDES = EnumSet.of(Kind.PROBE_FAILED, Kind.PROBE_RECOVERED);

  /** A record and its opposite so shortly after it say nothing. */
  private static final Duration FLICKER = Duration.ofSeconds(5);

  /** A story that begins where the house stands now. */
  @FunctionalInterface
  interface Story<T> {
    T from(State today, Instant now, BiFunction<String, String, Duration> boots);
  }

  /** Nothing was decided yet, so nobody knows how the house stands. */
  static final class Unready extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private Unready() {
      super("nothing was decided yet");
    }
  }

  private final InstantSource clock;
  private volatile BiFunction<String, String, Duration> boots = (_, _) -> UsualHouse.BOOT;

  /** Published without waiting for it to be seen: one that is a decision old is as good. */
  private final AtomicReference<@Nullable State> newest = new AtomicReference<>();

  private final Map<String, CompletableFuture<String>> running = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(AT_ONCE),
          Thread.ofPlatform().name("dry-run").daemon().factory());

  /**
   * @param clock the engine's
   */
  DryRuns(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * How long a host takes to boot, where that is known better.
   *
   * @param known asked with service and host
   */
  void hostsBootIn(BiFunction<String, String, Duration> known) {
    boots = known;
  }

  /**
   * Lives a story from the newest state; fails when nothing was decided yet, when too many are
   * asked for at once, and when it takes too long.
   */
  <T> CompletableFuture<T> live(Story<T> story) {
    State today = newest.get();
    if (today == null) {
      return CompletableFuture.failedFuture(new Unready());
    }
    Instant now = clock.instant();
    try {
      return CompletableFuture.supplyAsync(() -> story.from(today, now, boots), worker)
          .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void decided(State before, Signal signal, Instant now, Decision decision) {
    newest.setRelease(decision.next());
    if (signal instanceof Signal.Asked(Request request)
        && request.dryRun()
        && LIVED.contains(request.command())
        && isAccepted(decision, request)) {
      try {
        running.put(
            request.id(),
            CompletableFuture.supplyAsync(
                    () -> words(Foresight.of(before, now, request, boot(before, request))), worker)
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
      } catch (RejectedExecutionException e) {
        LOG.debug(
            "dry run {} is answered without what would follow: too many at once", request.id());
      }
    }
  }

  /** The boot that matters is that of the host meant, else of the leader. */
  private Duration boot(State today, Request request) {
    String leader = today.service(request.service()).map(each -> each.book().leader()).orElse("");
    return boots.apply(request.service(), request.host().isEmpty() ? leader : request.host());
  }

  private static boolean isAccepted(Decision decision, Request request) {
    return decision.effects().stream()
        .anyMatch(
            each ->
                each instanceof Effect.Answer answer
                    && answer.requestId().equals(request.id())
                    && answer.accepted());
  }

  /**
   * Passes the answer on: at once, or when it is known what would follow. Answers to one id leave
   * in the order in which they came, so that the refusal of a repeat goes to who repeated.
   */
  void answer(Effect.Answer answer, Consumer<Effect.Answer> on) {
    CompletableFuture<String> run = running.get(answer.requestId());
    if (run == null) {
      on.accept(answer);
      return;
    }
    CompletableFuture<String> said =
        run.handle(
            (words, trouble) -> {
              if (trouble != null) {
                LOG.warn("a dry run failed, its answer goes out without it", trouble);
              }
              on.accept(trouble == null ? with(answer, words) : answer);
              return "";
            });
    running.put(answer.requestId(), said);
    var _ = said.whenComplete((_, _) -> running.remove(answer.requestId(), said));
  }

  private static Effect.Answer with(Effect.Answer answer, String words) {
    return words.isEmpty()
        ? answer
        : new Effect.Answer(
            answer.requestId(), answer.accepted(), answer.why() + "\n" + words, answer.again());
  }

  /** One line for each record, and one for the end. */
  static String words(Forecast forecast) {
    List<String> lines = new ArrayList<>();
    for (Forecast.Step each : told(forecast)) {
      lines.add("+" + clock(each.after()) + "  " + each.words());
    }
    if (lines.size() > LINES) {
      int more = lines.size() - LINES;
      lines.subList(LINES, lines.size()).clear();
      lines.add("… and " + more + " more");
    }
    String leads =
        forecast.ledAtLast().map(each -> each + " leads").orElse("nobody leads")
            + (forecast.without().isZero()
                ? ", and the work is never left alone"
                : ", after " + clock(forecast.without()) + " without anybody");
    lines.add("+" + clock(forecast.lived()) + "  in the end: " + forecast.phase() + ", " + leads);
    return String.join("\n", lines);
  }

  /** The steps that say what is done, without what flickers. */
  static List<Forecast.Step> told(Forecast forecast) {
    List<Forecast.Step> told = new ArrayList<>();
    for (Forecast.Step each : forecast.steps()) {
      if (BESIDES.contains(each.kind())) {
        continue;
      }
      Forecast.@Nullable Step before = told.isEmpty() ? null : told.getLast();
      if (before != null
          && before.kind() == Kind.UNPROTECTED
          && each.kind() == Kind.PROTECTED
          && before.service().equals(each.service())
          && each.after().minus(before.after()).compareTo(FLICKER) <= 0) {
        told.removeLast();
      } else {
        told.add(each);
      }
    }
    return told;
  }

  private static String clock(Duration after) {
    return String.format(Locale.ROOT, "%d:%02d", after.toMinutes(), after.toSecondsPart());
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
