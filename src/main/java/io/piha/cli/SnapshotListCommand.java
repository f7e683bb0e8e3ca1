package io.piha.cli;

import io.piha.site.Site;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code piha snapshot list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the snapshots that are staged, newest first.")
final class SnapshotListCommand implements Callable<Integer> {

  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(names = "--service", paramLabel = "NAME", description = "Default: all.")
  @Nullable String service;

  @Option(names = "--json", description = "As in the status document, one array by service.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    PihaCommand piha = (PihaCommand) spec.root().userObject();
    Optional<Site> site = piha.site();
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    if (service != null && !site.get().services().containsKey(service)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "there is no service " + service);
    }
    Optional<JsonNode> status =
        new Asking(site.get()).status().map(each -> new ObjectMapper().readTree(each));
    boolean active =
        status.isPresent()
            && status.get().path("control").path("role").asString("").equals("active");
    if (!active) {
      piha.err().println("piha: no active control plane answered");
      return Exit.NOBODY;
    }
    print(piha.out(), status.orElseThrow().path("services"));
    return Exit.OK;
  }

  private void print(PrintWriter out, JsonNode services) {
    int printed = 0;
    var all = new ObjectMapper().createObjectNode();
    for (var each : services.properties()) {
      if (service == null || service.equals(each.getKey())) {
        JsonNode snapshots = each.getValue().path("snapshots");
        all.set(each.getKey(), snapshots);
        for (JsonNode one : snapshots) {
          printed++;
          if (!json) {
            out.println(line(one));
          }
        }
      }
    }
    if (json) {
      out.println(all);
    } else if (printed == 0) {
      out.println(
          "No snapshots yet. Take one with `piha snapshot`, or set `snapshots` for a host.");
    }
  }

  private static String line(JsonNode one) {
    return "%-40s  %-20s  %-9s  %14d bytes  %-12s  %s"
        .formatted(
            one.path("id").asString(""),
            one.path("at").asString(""),
            one.path("kind").asString(""),
            one.path("bytes").asLong(0),
            one.path("verified").asBoolean(false) ? "verified" : "NOT verified",
            one.path("note").asString(""));
  }
}
