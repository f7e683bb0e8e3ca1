package io.piha.world;

import io.piha.arbiter.Absence;
import java.util.ArrayList;
import java.util.List;

/** What goes wrong with a host. */
final class HostMischief {

  /** The highest epoch that there can be. */
  private static final long LAST_EPOCH = (1L << 53) - 1;

  private final World world;

  HostMischief(World world) {
    this.world = world;
  }

  void happen(Mishap mishap, WorldHost host) {
    switch (mishap.kind()) {
      case HOST_CRASHES -> {
        host.boot = 20_000 + mishap.amount() * 1_000L;
        host.crash();
      }
      case HOST_DIES_FOR_GOOD -> {
        for (WorldHost each : world.sameMachine(host)) {
          each.broken = true;
          each.crash();
          world.after(mishap.lasting(), () -> each.broken = false);
        }
      }
      case HOST_HANGS -> {
        host.crash();
        // The hardware's own watchdog.
        world.after(
            300_000,
            () -> {
              if (host.machine == WorldHost.Machine.HUNG && host.powered()) {
                host.restart(host.boot);
              }
            });
      }
      case HOST_REBOOT_LOOP -> {
        for (int i = 0; i < 2 + mishap.amount() % 6; i++) {
          world.after(
              i * 70_000L,
              () -> {
                if (host.powered()) {
                  host.restart(30_000);
                }
              });
        }
      }
      case HOST_BOOTS_SLOWLY -> {
        host.boot = 61_000 + mishap.amount() * 2_000L;
        host.crash();
      }
      case HOST_ZOMBIE -> {
        host.core = false;
        world.after(
            mishap.lasting(),
            () -> {
              if (host.machine == WorldHost.Machine.RUNNING) {
                host.core = true;
              }
            });
      }
      case HOST_FLAPS -> {
        for (int i = 0; i < 2 + mishap.amount() % 8; i++) {
          world.after(i * 200_000L, host::crash);
          world.after(
              i * 200_000L + 60_000,
              () -> {
                if (host.powered()) {
                  host.restart(40_000);
                }
              });
        }
      }
      case HOST_RESTARTS_AS_ANNOUNCED ->
          announcedAbsence(host, Absence.RESTART, 20_000 + mishap.amount() * 4_000L);
      case HOST_NEVER_RETURNS_FROM_UPDATE -> {
        host.broken = true;
        announcedAbsence(host, Absence.UPDATE, 60_000);
        world.after(mishap.lasting(), () -> host.broken = false);
      }
      case HOST_DEAF -> {
        host.obeys = false;
        world.after(mishap.lasting(), () -> host.obeys = true);
      }
      case HOST_SLOW_TO_OBEY -> {
        host.slowToObey = 1_000L + mishap.amount() * 600L;
        world.after(mishap.lasting(), () -> host.slowToObey = 0);
      }
      case HOST_LIES -> {
        host.lies = true;
        world.after(mishap.lasting(), () -> host.lies = false);
      }
      case HOST_USURPS -> {
        if (mishap.amount() % 13 == 0) {
          host.tells(LAST_EPOCH);
        }
        host.usurp(mishap.amount() % 3 == 0 ? 7 + mishap.amount() % 9 : host.epoch);
      }
      case HOST_SAYS_PASSIVE -> host.quit();
      case HOST_DISK_RESTORED -> {
        host.forgetEpochs();
        if (host.powered()) {
          host.restart(host.boot);
        }
      }
      case HOST_SECOND_SUPPLY -> {
        host.dualPower = true;
        world.after(
            mishap.lasting(), () -> host.dualPower = !world.relies(Assumption.KNOWN_SUPPLIES));
      }
      case HOST_CUT_OFF -> cutOff(mishap, host.policy.name());
      case HEARTBEATS_LOST -> {
        host.lossPercent = 10 + mishap.amount() % 80;
        world.after(mishap.lasting(), () -> host.lossPercent = 0);
      }
      case HEARTBEATS_LATE -> {
        host.late = 1_000L + mishap.amount() * 1_000L;
        world.after(mishap.lasting(), () -> host.late = 0);
      }
      default -> throw new IllegalArgumentException(mishap.toString());
    }
  }

  /** It works on, and nobody else hears or reaches it. */
  private void cutOff(Mishap mishap, String host) {
    List<String> others = new ArrayList<>(List.of(Links.BROKER, Links.ROUTER));
    world.planes.forEach(each -> others.add(each.party));
    for (String each : others) {
      Mischief.cut(world, mishap, host, each);
      Mischief.cut(world, mishap, each, host);
    }
  }

  private void announcedAbsence(WorldHost host, Absence kind, long lasting) {
    if (!host.alive()) {
      return;
    }
    host.planned = kind;
    host.beat();
    host.planned = null;
    world.agenda.in(
        500,
        () -> {
          if (host.powered()) {
            host.restart(lasting);
          }
        });
  }
}
