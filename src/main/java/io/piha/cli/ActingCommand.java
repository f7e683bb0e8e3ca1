package io.piha.cli;

import io.piha.arbiter.Command;
import io.piha.arbiter.Request;
import io.piha.site.Durations;
import io.piha.site.Site;
import java.io.Console;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * What all acting commands have in common: say what would happen, ask unless told not to, request
 * it from the active control plane, and tell the outcome.
 */
abstract class ActingCommand implements Callable<Integer> {

  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Option(names = "--service", paramLabel = "NAME", description = "Default: the only one.")
  @Nullable String service;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the audit log.")
  String reason = "";

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      description = "Sign the request with this operator's key.")
  @Nullable String operator;

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  @Option(
      names = "--dry-run",
      description = "Say what would happen and why; do nothing. Exit 4 when it would be refused.")
  boolean dryRun;

  @Option(names = "--wait", description = "Return when it is done, not when it is accepted.")
  boolean waits;

  @Option(names = "--force", description = "Pass the rules named above, where the command has any.")
  boolean force;

  /** What is asked. */
  abstract Command command();

  /** The host meant; empty for none. */
  String host() {
    return "";
  }

  /** How long a freeze lasts. */
  Optional<String> until() {
    return Optional.empty();
  }

  /** Whether the guard's interval is passed. */
  boolean overrideGuard() {
    return false;
  }

  /** Whether an open incident is passed. */
  boolean overrideIncident() {
    return false;
  }

  /** The snapshot or the rollback that is meant; empty for none. */
  String subject() {
    return "";
  }

  /** {@code piha} itself, however deep this command stands below it. */
  PihaCommand piha() {
    return (PihaCommand) spec.root().userObject();
  }

  @Override
  public Integer call() throws Exception {
    PihaCommand piha = piha();
    Optional<Site> site = piha.site();
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    String meant = meant(site.get());
    Optional<Duration> until = until().map(this::duration);
    Asking asking = new Asking(site.get());
    Request wish = request(meant, until, true);
    if (!dryRun && !yes) {
      Optional<Console> terminal = terminal();
      if (terminal.isEmpty()) {
        piha.err().println("piha: no terminal to ask on; say --yes to go on without a question");
        return Exit.USAGE;
      }
      Optional<Asking.Reply> preview = asking.ask(wish, Optional.ofNullable(operator));
      if (preview.isEmpty()) {
        return nobody();
      }
      tell("would be ", preview.get());
      if (!preview.get().accepted()) {
        return Exit.REFUSED;
      }
      String word = terminal.get().readLine("Go on? [y/N] ");
      if (word == null || !word.strip().equalsIgnoreCase("y")) {
        piha.out().println("nothing was done");
        return Exit.OK;
      }
    }
    Request request = dryRun ? wish : request(meant, until, false);
    Optional<Asking.Reply> reply = asking.ask(request, Optional.ofNullable(operator));
    if (reply.isEmpty()) {
      return nobody();
    }
    tell(dryRun ? "would be " : "", reply.get());
    if (!reply.get().accepted()) {
      return Exit.REFUSED;
    }
    return waits && !dryRun
        ? new Waiting(asking, piha.out(), piha.err()).until(meant, request.id(), command())
        : Exit.OK;
  }

  /** Where a person can be asked; empty where none can. */
  // Since JDK 25 the console is null again unless input and output are a terminal.
  @SuppressWarnings("SystemConsoleNull")
  static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  private int nobody() {
    piha().err().println("piha: no active control plane answered");
    return Exit.NOBODY;
  }

  private void tell(String mood, Asking.Reply reply) {
    if (reply.accepted()) {
      piha().out().println(mood + "accepted: " + reply.why());
    } else {
      piha().err().println(mood + "refused: " + reply.why());
    }
  }

  private Request request(String meant, Optional<Duration> until, boolean dry) {
    String by =
        "operator:" + (operator != null ? operator : System.getProperty("user.name", "unknown"));
    return new Request(
        UUID.randomUUID().toString(),
        meant,
        command(),
        host(),
        by,
        reason,
        until,
        force,
        overrideGuard(),
        overrideIncident(),
        dry,
        OptionalLong.empty(),
        false,
        subject());
  }

  private String meant(Site site) {
    return Services.meant(spec, Optional.ofNullable(service), site.services().keySet());
  }

  private Duration duration(String text) {
    return Durations.parse(text)
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    spec.commandLine(), "--until wants a duration such as 2h, not " + text));
  }
}
