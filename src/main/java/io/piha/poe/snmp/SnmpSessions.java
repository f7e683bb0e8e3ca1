package io.piha.poe.snmp;

import io.piha.engine.NameLookup;
import io.piha.poe.SwitchTrouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The few sessions to one switch. Each call has one to itself, so that the trouble of one call is
 * never the trouble of another; a session that saw none is used again.
 */
final class SnmpSessions implements AutoCloseable {
  /** Small switches have small processors. */
  private static final int MOST = 4;

  private final SnmpConfig config;
  private final NameLookup names;
  private final Semaphore free = new Semaphore(MOST);
  private final Deque<SnmpSession> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  SnmpSessions(SnmpConfig config, NameLookup names) {
    this.config = config;
    this.names = names;
  }

  /** Something done with a session. */
  interface Use<T> {
    T apply(SnmpSession session) throws SwitchTrouble;
  }

  <T> T with(Use<T> use) throws SwitchTrouble {
    take();
    try {
      SnmpSession session = session();
      boolean sound = false;
      try {
        T result = use.apply(session);
        sound = true;
        return result;
      } finally {
        release(session, sound);
      }
    } finally {
      free.release();
    }
  }

  private void take() throws SwitchTrouble {
    try {
      if (free.tryAcquire(config.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw silent(config.name() + " is busy: " + MOST + " calls wait for its answer");
  }

  private SnmpSession session() throws SwitchTrouble {
    SnmpSession waiting = idle.pollFirst();
    if (waiting != null) {
      return waiting;
    }
    try {
      InetAddress host = names.find(config.address().host(), config.timeout()).getFirst();
      return SnmpSession.open(config, host);
    } catch (UnknownHostException e) {
      throw silent(config.name() + ": " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      throw silent(config.name() + ": no socket to " + config.address() + ": " + e.getMessage());
    }
  }

  private void release(SnmpSession session, boolean sound) {
    if (sound && !closed) {
      idle.addFirst(session);
      if (closed) {
        close();
      }
    } else {
      session.close();
    }
  }

  private static SwitchTrouble silent(String words) {
    return new SwitchTrouble(SwitchTrouble.Kind.NO_ANSWER, words);
  }

  @Override
  public void close() {
    closed = true;
    SnmpSession session = idle.pollFirst();
    while (session != null) {
      session.close();
      session = idle.pollFirst();
    }
  }
}
