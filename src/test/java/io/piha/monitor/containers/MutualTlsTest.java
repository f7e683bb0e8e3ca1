package io.piha.monitor.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.engine.NameLookup;
import io.piha.site.ClientTls;
import io.piha.site.Containers;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Podman;
import io.piha.testing.TestCa;
import io.piha.testing.TlsProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsPeer({"podman", "runc", "conmon", "busybox", "tar", "nginx", "openssl"})
class MutualTlsTest {
  @TempDir Path folder;

  @Test
  void an_engine_behind_mutual_tls_is_asked_with_our_certificate_and_refuses_without()
      throws Exception {
    TestCa ca = TestCa.in(folder.resolve("ca"), 30);
    Path certificate = ca.client();
    try (Podman podman = new Podman(folder);
        TlsProxy proxy = new TlsProxy(folder, ca, podman.socket());
        NameLookup names = new NameLookup()) {
      podman.serve("guarded");
      var known =
          new ClientTls(
              Optional.of(ca.authority()), Optional.of(certificate), Optional.of(ca.clientKey()));
      assertThat(engine(names, "https://", proxy.port(), known).look().get("guarded"))
          .matches(each -> each != null && each.state().equals("running"));
      assertThat(engine(names, "tcp://", proxy.port(), known).look()).containsKey("guarded");

      var unknown = new ClientTls(known.caFile(), Optional.empty(), Optional.empty());
      assertThatThrownBy(() -> engine(names, "https://", proxy.port(), unknown).look())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("answered 400");
      assertThatThrownBy(() -> engine(names, "https://", proxy.port(), ClientTls.SYSTEM).look())
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("TLS: ");
    }
  }

  private static ContainerEngine engine(
      NameLookup names, String scheme, int port, ClientTls files) {
    return new ContainerEngine(
        new Containers(scheme + "127.0.0.1:" + port, files, List.of("guarded"), Optional.empty()),
        names);
  }
}
