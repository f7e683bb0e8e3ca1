package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.engine.NameLookup;
import io.piha.site.Loaded;
import io.piha.site.Site;
import io.piha.site.SiteLoader;
import io.piha.testing.GitRepo;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Sshd;
import io.piha.testing.ha.CoreTwin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code piha check} says of a repository, of snapshots and of a reinstall. */
@NeedsPeer({"git", "sshd", "ssh-keygen"})
class UpkeepCheckTest {

  @TempDir Path folder;

  private List<String> told(
      String source, String token, Path key, GitRepo repo, Sshd sshd, CoreTwin core)
      throws Exception {
    String ssh = Sshd.user() + "@127.0.0.1:" + sshd.port();
    Path file = folder.resolve("piha.yaml");
    Files.writeString(
        file,
        """
        site: home
        data_dir: %1$s/data
        log_dir: %1$s/log
        mqtt: {url: "mqtt://127.0.0.1:1"}
        requests: open
        witnesses: ["tcp://127.0.0.1:1"]
        services:
          ha:
            hosts:
              haos:
                role: primary
                probes: {core: {url: "http://127.0.0.1:1/manifest.json"}}
                snapshots: {kind: haos, url: "%2$s", token: %3$s}
                reinstall: {ssh: "%4$s", command: "touch %1$s/ran", known_hosts: "%5$s", key_file: "%6$s"}
              standby:
                role: standby
                probes: {core: {url: "http://127.0.0.1:1/manifest.json"}}
                snapshots: {kind: sftp, url: "sftp://%4$s%1$s", known_hosts: "%5$s", key_file: "%6$s"}
            sync: {repository: "ssh://%4$s%7$s", source: %8$s, known_hosts: "%5$s", key_file: "%6$s"}
        """
            .formatted(
                folder, core.url(), token, ssh, sshd.knownHosts(), key, repo.bare(), source));
    Loaded loaded = SiteLoader.load(file, Map.of());
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Valid.class);
    Site site = ((Loaded.Valid) loaded).site();
    List<String> told = new ArrayList<>();
    try (NameLookup names = new NameLookup()) {
      new UpkeepCheck(
              names, (path, fine, trouble, _) -> told.add(path + ": " + trouble.orElse("ok")))
          .run(site);
    }
    return told;
  }

  @Test
  void everythingIsTriedAndNothingIsRun() throws Exception {
    GitRepo repo = new GitRepo(folder.resolve("git"));
    var _ = repo.pushed("configuration.yaml", "default_config:\n", "Set up");
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")));
        CoreTwin core = new CoreTwin(folder, true)) {
      assertThat(told("main", CoreTwin.TOKEN, sshd.key(), repo, sshd, core))
          .containsExactly(
              "services.ha.sync.repository: ok",
              "services.ha.hosts.haos.snapshots.url: ok",
              "services.ha.hosts.haos.reinstall.ssh: ok",
              "services.ha.hosts.standby.snapshots.url: ok");

      List<String> wrong = told("other", "no-token", sshd.strangersKey(), repo, sshd, core);
      assertThat(wrong).noneMatch(each -> each.endsWith(": ok")).hasSize(4);
      assertThat(wrong.get(1)).contains("does not take our token");
      assertThat(wrong.get(2)).contains("does not take our key");
      assertThat(told("other", CoreTwin.TOKEN, sshd.key(), repo, sshd, core).getFirst())
          .contains("has no branch other");
      assertThat(folder.resolve("ran")).doesNotExist();
    }
  }
}
