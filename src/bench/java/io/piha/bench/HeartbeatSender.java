package io.piha.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The hosts' side of {@link HeartbeatCost}, in a process of its own: port, services, heartbeats a
 * second, and for how many seconds at first how many times as many come, so that what is measured
 * afterwards is a warm process.
 */
final class HeartbeatSender {
  private HeartbeatSender() {}

  /** Sends until it is ended. */
  public static void main(String[] args) throws Exception {
    int services = Integer.parseInt(args[1]);
    int rate = Integer.parseInt(args[2]);
    long flood = TimeUnit.SECONDS.toNanos(Long.parseLong(args[3]));
    int more = Integer.parseInt(args[4]);
    try (WireClient hosts = new WireClient(Integer.parseInt(args[0]), "bench-hosts")) {
      long tick = TimeUnit.MILLISECONDS.toNanos(5);
      long began = System.nanoTime();
      long sent = 0;
      long due = 0;
      for (long turn = 1; ; turn++) {
        int times = turn * tick < flood ? more : 1;
        for (due += times * tick * rate / 1_000_000_000L; sent < due; sent++) {
          int service = (int) (sent % services);
          int host = (int) (sent / services % 2);
          hosts.publish(
              Services.prefix(service) + "/heartbeat",
              Services.heartbeatJson(host, 0, 1, sent),
              false);
        }
        hosts.flush();
        long pause = began + turn * tick - System.nanoTime();
        if (pause > 0) {
          LockSupport.parkNanos(pause);
        }
      }
    }
  }
}
