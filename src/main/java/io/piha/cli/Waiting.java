package io.piha.cli;

import io.piha.arbiter.Command;
import io.piha.engine.EngineClock;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Follows a request in the status until it is done, and tells each step once. */
final class Waiting {

  private static final Duration LOOK = Duration.ofMillis(300);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /** For what moves a whole house: a download alone may take six hours. */
  private static final Duration LONGEST_CHORE = Duration.ofHours(8);

  private final Asking asking;
  private final PrintWriter out;
  private final PrintWriter err;
  private final EngineClock clock = new EngineClock();
  private final ObjectMapper mapper = new ObjectMapper();

  Waiting(Asking asking, PrintWriter out, PrintWriter err) {
    this.asking = asking;
    this.out = out;
    this.err = err;
  }

  int until(String service, String requestId, Command command) throws InterruptedException {
    if (atOnce(command)) {
      return Exit.OK;
    }
    Duration longest = longest(command);
    Instant until = clock.instant().plus(longest);
    String told = "";
    while (clock.instant().isBefore(until)) {
      Optional<JsonNode> operation =
          asking.status().flatMap(each -> operation(each, service, requestId));
      if (operation.isPresent()) {
        String why = operation.get().path("why").asString("");
        String state = operation.get().path("state").asString("");
        if (!why.equals(told)) {
          out.println(state + ": " + why);
          out.flush();
          told = why;
        }
        if (state.equals("done")) {
          return Exit.OK;
        }
        if (state.equals("failed")) {
          err.println("failed: " + why);
          return Exit.FAILED;
        }
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    err.println("piha: not done within " + longest.toMinutes() + " min; it may still go on");
    return Exit.FAILED;
  }

  private static Duration longest(Command command) {
    return switch (command) {
      case REINSTALL, RESTORE, SNAPSHOT -> LONGEST_CHORE;
      case PROMOTE, DEMOTE, FREEZE, THAW, RESET, FAILBACK, ACK, SYNC, HANDOVER -> LONGEST;
    };
  }

  /** Commands that are done when they are accepted. */
  private static boolean atOnce(Command command) {
    return switch (command) {
      case FREEZE, THAW, ACK, HANDOVER -> true;
      case PROMOTE, DEMOTE, RESET, REINSTALL, RESTORE, FAILBACK, SYNC, SNAPSHOT -> false;
    };
  }

  private Optional<JsonNode> operation(String status, String service, String requestId) {
    try {
      JsonNode operation = mapper.readTree(status).path("services").path(service).path("operation");
      return operation.path("request_id").asString("").equals(requestId)
          ? Optional.of(operation)
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
