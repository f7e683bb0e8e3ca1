package io.piha.cli;

import io.piha.site.Lease;
import io.piha.site.Site;
import io.piha.term.Candidate;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code piha status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Print the status, read from the active control plane.")
final class StatusCommand implements Callable<Integer> {

  @ParentCommand PihaCommand piha = new PihaCommand();

  @Option(names = "--json", description = "The status document as it is.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    Optional<Site> site = piha.site();
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    Optional<String> status = new Asking(site.get()).status();
    JsonNode document = status.map(each -> new ObjectMapper().readTree(each)).orElse(null);
    boolean active =
        document != null && document.path("control").path("role").asString("").equals("active");
    if (status.isEmpty() || document == null || !active) {
      piha.err().println("piha: no active control plane answered" + lease(site.get()));
      if (json && status.isPresent()) {
        piha.out().println(status.get());
      }
      return Exit.NOBODY;
    }
    if (json) {
      piha.out().println(status.get());
    } else {
      new StatusText(piha.out()).print(document);
    }
    return Exit.OK;
  }

  /** Who could act, where etcd says so. */
  private static String lease(Site site) {
    if (!(site.lease() instanceof Lease.Etcd etcd)) {
      return "";
    }
    try (Candidate look = LeaseCheck.visitor(site, etcd)) {
      return look.holder()
          .map(id -> "; " + id + " has the lease in etcd")
          .orElse("; nobody has the lease in etcd");
    } catch (IOException e) {
      return "; nobody can act without etcd: " + e.getMessage();
    }
  }
}
