package io.piha.poe;

import io.piha.arbiter.Signal;
import io.piha.engine.Inbox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What waits for one port, carried out in order on virtual threads. */
final class PortLane {
  /** More than that waiting means that the switch is dead; what comes on top is turned away. */
  static final int MOST_WAITING = 64;

  private final Inbox inbox;
  private final Queue<PortTask> waiting = new ArrayDeque<>();
  private boolean running;

  PortLane(Inbox inbox) {
    this.inbox = inbox;
  }

  /** False when too much is waiting. */
  synchronized boolean add(PortTask task) {
    if (waiting.size() >= MOST_WAITING) {
      return false;
    }
    waiting.add(task);
    if (!running) {
      running = true;
      Thread.ofVirtual().name("port-lane").start(this::drain);
    }
    return true;
  }

  /** Answers all that waits without doing it. */
  void drop() {
    List<PortTask> dropped;
    synchronized (this) {
      dropped = new ArrayList<>(waiting);
      waiting.clear();
    }
    dropped.forEach(task -> inbox.offer(task.notDone("the control plane is stopping")));
  }

  private void drain() {
    for (PortTask task = next(); task != null; task = next()) {
      inbox.offer(outcome(task));
    }
  }

  private synchronized @Nullable PortTask next() {
    PortTask task = waiting.poll();
    running = task != null;
    return task;
  }

  private static Signal outcome(PortTask task) {
    FutureTask<Signal> work = new FutureTask<>(task::run);
    Thread.ofVirtual().name("port-task").start(work);
    try {
      return work.get(task.bound().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      work.cancel(true);
      return task.givenUp();
    } catch (ExecutionException e) {
      // A driver's own fault must not leave an effect without an answer.
      return task.givenUp();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return task.givenUp();
    }
  }
}
