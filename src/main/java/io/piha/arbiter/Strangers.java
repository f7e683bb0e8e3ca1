package io.piha.arbiter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that the journal names and the configuration does not know any more, because they were
 * removed or have another name since. What was begun with them cannot be gone on with; where one of
 * them led, or was about to, who leads is learnt anew (S19), with epochs above all that were seen.
 */
final class Strangers {

  private Strangers() {}

  /** Leaves out of the book whom the configuration does not know. */
  static void leave(Desk desk) {
    List<Phase.Standing> demotes =
        desk.demotes().stream().filter(each -> desk.knows(each.order().host())).toList();
    if (demotes.size() < desk.demotes().size()) {
      desk.demotes(demotes);
    }
    for (String host : List.copyOf(desk.contests().keySet())) {
      if (!desk.knows(host)) {
        desk.contest(host, null);
      }
    }
    if (!desk.out().stream().allMatch(desk::knows)) {
      desk.out = desk.out().stream().filter(desk::knows).toList();
      desk.touch();
    }
    // They stay open; but nobody is cut for a stranger's silence.
    List<Incident> incidents =
        desk.incidents().stream().map(each -> each.among(desk::knows)).toList();
    if (!incidents.equals(desk.incidents())) {
      desk.incidents = incidents;
      desk.touch();
    }
    List<String> named = named(desk);
    if (!named.isEmpty()) {
      lookAnew(desk, named);
    }
  }

  private static void lookAnew(Desk desk, List<String> named) {
    String who = Words.list(named);
    String why =
        "the journal names " + who + " and the configuration does not: who leads is learnt anew";
    Book.Operation running = desk.operation();
    if (running != null && running.state().equals("running")) {
      desk.operation(running.requestId(), running.action(), "failed", why);
    }
    desk.leader = null;
    desk.holder = null;
    desk.leadsSince = null;
    desk.published = null;
    desk.become(new Phase.FirstLook(null));
    desk.note(Kind.ATTENTION, Severity.WARNING, null, why);
  }

  /** Strangers that lead, led, or were about to. */
  private static List<String> named(Desk desk) {
    List<String> all = new ArrayList<>();
    add(desk, all, desk.leader);
    add(desk, all, desk.holder);
    Takeover takeover = desk.phase().takeover();
    if (takeover != null) {
      add(desk, all, takeover.to());
      add(desk, all, takeover.from());
    }
    switch (desk.phase()) {
      case Phase.FirstLook p -> add(desk, all, p.orderHost());
      case Phase.Deposing p -> add(desk, all, p.order().order().host());
      case Phase.Leaderless p -> add(desk, all, p.former());
      case Phase.Steady _,
          Phase.Suspect _,
          Phase.Recovering _,
          Phase.Fencing _,
          Phase.Readying _,
          Phase.Claiming _,
          Phase.Ordered _ -> {}
    }
    return all;
  }

  private static void add(Desk desk, List<String> all, @Nullable String host) {
    if (host != null && !desk.knows(host) && !all.contains(host)) {
      all.add(host);
    }
  }
}
