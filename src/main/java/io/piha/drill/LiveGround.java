package io.piha.drill;

import io.piha.arbiter.Command;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.Request;
import io.piha.arbiter.State;
import io.piha.journal.AuditRecord;
import io.piha.world.Harm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The real house as a ground: the running engine, and whatever does harm to its hosts. */
final class LiveGround implements Ground {

  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** What changes without a record, such as a heartbeat, is looked at so often. */
  private static final Duration LOOK = Duration.ofMillis(20);

  /** The process that waits for its own end does not wait for ever. */
  private static final Duration CRASH = Duration.ofSeconds(60);

  /** More records than any drill has; what comes after is not kept. */
  private static final int RECORDS = 20_000;

  private final Plane plane;
  private final Actor actor;
  private final String service;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final List<Seen> heard = new ArrayList<>();
  private long lastId;
  private volatile State state;

  LiveGround(Plane plane, Actor actor, String service, State state) {
    this.plane = plane;
    this.actor = actor;
    this.service = service;
    this.state = state;
  }

  /** On the engine's thread. */
  void recorded(List<AuditRecord> records) {
    lock.lock();
    try {
      for (AuditRecord each : records) {
        if (each.id() > lastId && heard.size() < RECORDS) {
          lastId = each.id();
          Duration off = Duration.between(plane.wall(), plane.now());
          heard.add(new Seen(each.at().plus(off), each.entry()));
        }
      }
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** On the engine's thread. */
  void believes(State now) {
    state = now;
  }

  /** Whether a person has to do it, since nothing here does. */
  boolean needsHands(Step.Do step, String host) {
    return actor.cannot(step, host).isPresent();
  }

  @Override
  public Instant now() {
    return plane.now();
  }

  @Override
  public Outlook outlook() {
    return Outlook.of(state, service, plane.now());
  }

  @Override
  public List<Seen> records() {
    lock.lock();
    try {
      return List.copyOf(heard);
    } finally {
      lock.unlock();
    }
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // whoever waits looks again, whatever woke it
  public void pass(Duration atMost) throws InterruptedException {
    Duration wait = atMost.compareTo(LOOK) < 0 ? atMost : LOOK;
    lock.lock();
    try {
      int known = heard.size();
      long left = wait.toNanos();
      while (left > 0 && heard.size() == known) {
        left = news.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void harm(Step.Do step, String host) throws Impossible, InterruptedException {
    try {
      actor.harm(step, host);
    } catch (RuntimeException e) {
      // The way back must be gone, whatever an actor trips over.
      throw new Impossible(step.harm().word() + " failed: " + e);
    }
    if (step.harm() == Harm.CONTROL_CRASHES) {
      TimeUnit.MILLISECONDS.sleep(CRASH.toMillis());
      throw new Impossible("the control plane was not killed within " + Drill.span(CRASH));
    }
  }

  @Override
  public void mend(Step.Do step, String host) throws Impossible, InterruptedException {
    try {
      actor.mend(step, host);
    } catch (RuntimeException e) {
      throw new Impossible("taking back " + step.harm().word() + " failed: " + e);
    }
  }

  @Override
  public Effect.Answer ask(Command command, String host, String reason)
      throws InterruptedException {
    String id = "drill-" + UUID.randomUUID();
    try {
      return plane
          .ask(Request.of(id, service, command, host, Drill.AUTHOR, reason))
          .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return new Effect.Answer(id, false, "no answer within " + Drill.span(ANSWER));
    }
  }
}
