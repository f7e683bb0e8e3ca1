package io.piha.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.arbiter.MirrorView;
import io.piha.site.Sync;
import io.piha.site.Trust;
import io.piha.testing.Cable;
import io.piha.testing.GitHttps;
import io.piha.testing.GitRepo;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Programs;
import io.piha.testing.Sshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository on another machine, over OpenSSH and over nginx with git-http-backend. */
@NeedsPeer({"git", "sshd", "ssh-keygen", "nginx", "fcgiwrap", "openssl"})
final class RemoteTest {

  @TempDir Path folder;
  private GitRepo repo;

  @BeforeEach
  void repository() throws Exception {
    repo = new GitRepo(folder.resolve("git"));
    repo.pushed("configuration.yaml", "default_config:\n", "Set up");
    repo.inBare("branch", "standby", "main");
    repo.pushed("a.yaml", "a: 1\n", "A");
  }

  @Test
  void overSshACommitIsReleasedAndNothingElseIsBelieved() throws Exception {
    try (Sshd sshd = new Sshd(Files.createDirectories(folder.resolve("ssh")))) {
      String url = "ssh://" + Sshd.user() + "@127.0.0.1:" + sshd.port() + repo.bare();
      released(Bench.ssh(url, sshd.knownHosts(), sshd.key()), "ssh-ok");
      refused(Bench.ssh(url, sshd.wrongHosts(), sshd.key()), "ssh-host", "");
      refused(Bench.ssh(url, folder.resolve("none"), sshd.key()), "ssh-unknown", "");
      refused(Bench.ssh(url, sshd.knownHosts(), sshd.strangersKey()), "ssh-key", "");
    }
  }

  @Test
  void overHttpsACommitIsReleasedAndNothingElseIsBelieved() throws Exception {
    Path own = Files.createDirectories(folder.resolve("https"));
    try (GitHttps server = new GitHttps(own, folder.resolve("git"))) {
      Trust trust = new Trust(Optional.of(server.authority()), Optional.empty());
      String url = server.url("house.git");
      released(Bench.https(url, GitHttps.USER, GitHttps.PASSWORD, trust), "https-ok");
      refused(Bench.https(url, GitHttps.USER, "wrong-secret", trust), "https-pw", "wrong-secret");
      refused(
          Bench.https(url, GitHttps.USER, GitHttps.PASSWORD, Trust.SYSTEM),
          "https-ca",
          GitHttps.PASSWORD);
      refused(
          Bench.https(server.url("none.git"), GitHttps.USER, GitHttps.PASSWORD, trust),
          "https-none",
          GitHttps.PASSWORD);
    }
  }

  private void released(Sync sync, String name) throws Exception {
    try (Bench bench = new Bench(folder.resolve(name), sync)) {
      MirrorView view = bench.see(true);
      assertThat(bench.release(view)).isEqualTo(new Origin.Moved.Done());
      String next = repo.head();
      assertThat(repo.ref("refs/heads/standby")).isEqualTo(next);
      assertThat(repo.ref("refs/piha/released/" + next)).isEqualTo(next);
      assertThat(bench.see().behind()).isZero();
      String elsewhere = repo.pushed(name + ".yaml", "x: 1\n", "Moved by hand");
      MirrorView seen = bench.see(true);
      repo.inBare("update-ref", "refs/heads/standby", elsewhere);
      repo.pushed(name + "2.yaml", "x: 2\n", "Newer");
      MirrorView stale = bench.see(true);
      repo.inBare("update-ref", "refs/heads/standby", next);
      assertThat(bench.release(stale))
          .as("the branch is not where the decision saw it")
          .isInstanceOf(Origin.Moved.Refused.class);
      assertThat(repo.ref("refs/heads/standby")).isEqualTo(next);
      assertThat(seen.behind()).isEqualTo(1);
    }
  }

  private void refused(Sync sync, String name, String secret) throws Exception {
    String before = repo.ref("refs/heads/standby");
    try (Bench bench = new Bench(folder.resolve(name), sync)) {
      assertThatThrownBy(() -> bench.see(true))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot reach")
          .satisfies(e -> assertThat(secret.isEmpty() || !e.toString().contains(secret)).isTrue());
    }
    assertThat(repo.ref("refs/heads/standby")).isEqualTo(before);
  }

  @Test
  void aLinkCutInTheMiddleOfAFetchLeavesNothingHalf() throws Exception {
    byte[] noise = new byte[600_000];
    new Random(3).nextBytes(noise);
    repo.pushed("noise.txt", java.util.Base64.getEncoder().encodeToString(noise), "Large");
    Path own = Files.createDirectories(folder.resolve("https"));
    try (GitHttps server = new GitHttps(own, folder.resolve("git"));
        Cable cable = new Cable(server.port())) {
      Trust trust = new Trust(Optional.of(server.authority()), Optional.empty());
      String url = server.url("house.git").replace(":" + server.port(), ":" + cable.port());
      Sync sync = Bench.https(url, GitHttps.USER, GitHttps.PASSWORD, trust);
      try (Bench bench = new Bench(folder.resolve("cut"), sync)) {
        cable.cutAfter(200_000);
        assertThatThrownBy(() -> bench.see(true)).isInstanceOf(IOException.class);
        Path mirror = folder.resolve("cut/ha.git");
        String fsck =
            Programs.run(
                "git", "-c", "safe.directory=*", "--git-dir", mirror.toString(), "fsck", "--full");
        assertThat(fsck).doesNotContain("error", "missing");
        cable.mend();
        assertThat(bench.release(bench.see(true))).isEqualTo(new Origin.Moved.Done());
        assertThat(repo.ref("refs/heads/standby")).isEqualTo(repo.head());
      }
    }
  }
}
