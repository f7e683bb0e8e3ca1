package io.piha.cli;

import io.piha.drill.Scenarios;
import io.piha.engine.NameLookup;
import io.piha.site.Finding;
import io.piha.site.Loaded;
import io.piha.site.Origin;
import io.piha.site.Site;
import io.piha.site.SiteLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code piha check}: validates the configuration and tries every connection; changes nothing. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Validate the configuration and try every connection it names; changes nothing.",
      "Says also how long hosts took to boot, and whether recovery_wait is enough for it.",
      "Exit 3 for a wrong file, 1 for a failed connection."
    })
final class CheckCommand implements Callable<Integer> {

  @ParentCommand PihaCommand piha = new PihaCommand();

  private Map<String, Origin> origins = Map.of();
  private String file = "";
  private int failures;

  @Override
  public Integer call() throws Exception {
    Optional<Path> found = piha.namedFile();
    if (found.isEmpty()) {
      return Exit.CONFIG;
    }
    file = found.get().toString();
    return switch (SiteLoader.load(found.get(), piha.environment())) {
      case Loaded.Invalid invalid -> {
        invalid.findings().forEach(piha.out()::println);
        yield Exit.CONFIG;
      }
      case Loaded.Valid valid -> {
        valid.warnings().forEach(piha.out()::println);
        origins = valid.origins();
        tryAll(valid.site());
        piha.out()
            .println(
                failures == 0
                    ? file + ": valid, and every connection works"
                    : file
                        + ": valid; "
                        + failures
                        + (failures == 1 ? " check fails" : " checks fail"));
        yield failures == 0 ? Exit.OK : Exit.FAILED;
      }
    };
  }

  private void tryAll(Site site) throws InterruptedException {
    try (NameLookup names = new NameLookup()) {
      PeersCheck peers = new PeersCheck(names, this::tell, piha.out());
      peers.broker(site);
      peers.switches(site);
      peers.probes(site);
      peers.witnesses(site);
      new ContainersCheck(names, this::tell).run(site);
      new UpkeepCheck(names, this::tell).run(site);
      peers.syslog(site);
      new TellingCheck(names, this::tell).run(site);
      new LeaseCheck(this::tell).run(site);
      new LeansCheck(piha.out(), this::tell).run(site, names);
    }
    new BootsCheck(piha.out(), origins, file).run(site);
    scenarios();
  }

  /** The user's own scenarios; a drill must not find them wrong on its day. */
  private void scenarios() {
    List<Finding> wrong = Scenarios.with(DrillSite.folder(Path.of(file))).findings();
    wrong.forEach(piha.out()::println);
    failures += wrong.size();
  }

  private void tell(String path, String fine, Optional<String> trouble, String remedy) {
    if (trouble.isEmpty()) {
      piha.out().println("ok: " + fine);
      return;
    }
    failures++;
    Origin at = origins.getOrDefault(path, new Origin(file, 0, 0));
    piha.out()
        .println(
            new Finding(
                at.file(),
                at.line(),
                at.column(),
                Finding.Severity.ERROR,
                path,
                trouble.get(),
                remedy));
  }
}
