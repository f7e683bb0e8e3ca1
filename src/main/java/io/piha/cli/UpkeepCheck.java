package io.piha.cli;

import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.recovery.Reach;
import io.piha.site.Host;
import io.piha.site.Service;
import io.piha.site.Site;
import io.piha.sync.RepositoryCheck;

/** The part of {@code piha check} that tries repositories, snapshots and reinstalls. */
final class UpkeepCheck {

  private final NameLookup names;
  private final ContainersCheck.Teller teller;
  private final EngineClock clock = new EngineClock();

  UpkeepCheck(NameLookup names, ContainersCheck.Teller teller) {
    this.names = names;
    this.teller = teller;
  }

  void run(Site site) {
    for (Service service : site.services().values()) {
      String at = "services." + service.name();
      service
          .sync()
          .ifPresent(
              sync ->
                  teller.tell(
                      at + ".sync.repository",
                      sync.repository() + " has the branch " + sync.source(),
                      RepositoryCheck.trouble(sync, clock),
                      "check repository, source and the credentials"));
      service.hosts().values().forEach(host -> host(at + ".hosts." + host.name(), host));
    }
  }

  private void host(String at, Host host) {
    host.snapshots()
        .ifPresent(
            access ->
                teller.tell(
                    at + ".snapshots.url",
                    "snapshots of " + host.name() + " can be pulled from " + access.url(),
                    Reach.snapshots(access, names, clock)
                        .map(why -> "snapshots of " + host.name() + ": " + why),
                    "check url and the credentials; Core wants an administrator's token"));
    host.reinstall()
        .ifPresent(
            reinstall ->
                teller.tell(
                    at + ".reinstall.ssh",
                    reinstall.ssh() + " lets us in for a reinstall of " + host.name(),
                    Reach.reinstall(reinstall)
                        .map(why -> "reinstall of " + host.name() + ": " + why),
                    "check ssh, known_hosts and key_file"));
  }
}
