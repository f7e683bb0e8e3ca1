package io.piha.console.audit;

import io.piha.console.kit.Fact;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.PowerView;
import io.piha.engine.Snapshot.ServiceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became different with a record: phase, leader, epoch, ports held off, freeze. Told by the
 * pictures of the moments before and after it, which the arbiter judged again; no record stores it.
 */
final class Changes {

  private final Words words;

  Changes(Words words) {
    this.words = words;
  }

  /** One line for each thing that changed, before and after; or one that says why there is none. */
  List<Fact> of(String service, Optional<Snapshot> before, Optional<Snapshot> after) {
    Optional<ServiceView> then = before.flatMap(each -> named(each, service));
    Optional<ServiceView> since = after.flatMap(each -> named(each, service));
    if (then.isEmpty() || since.isEmpty()) {
      return List.of(fact("audit.changed", words.say("audit.changed.unknown")));
    }
    var facts = new ArrayList<Fact>();
    compare(facts, "audit.change.phase", phase(then.get()), phase(since.get()));
    compare(facts, "audit.change.leader", leader(then.get()), leader(since.get()));
    compare(facts, "audit.epoch", epoch(then.get()), epoch(since.get()));
    compare(facts, "audit.change.hold", held(then.get()), held(since.get()));
    compare(facts, "audit.change.freeze", freeze(then.get()), freeze(since.get()));
    return facts.isEmpty()
        ? List.of(fact("audit.changed", words.say("audit.changed.nothing")))
        : List.copyOf(facts);
  }

  private void compare(List<Fact> facts, String key, String before, String after) {
    if (!before.equals(after)) {
      String text = words.say("audit.change", before, after);
      facts.add(new Fact(words.say(key), text, "", Tone.LEADING));
    }
  }

  private Fact fact(String key, String text) {
    return Fact.quiet(words.say(key), text, "");
  }

  private static Optional<ServiceView> named(Snapshot picture, String service) {
    return picture.services().stream().filter(each -> each.name().equals(service)).findFirst();
  }

  private String phase(ServiceView service) {
    return words.sayOr("phase." + service.phase(), service.phase());
  }

  private String leader(ServiceView service) {
    return service.leader().orElseGet(() -> words.say("audit.change.nobody"));
  }

  private static String epoch(ServiceView service) {
    return Long.toString(service.epoch());
  }

  private String held(ServiceView service) {
    String hosts =
        service.hosts().stream()
            .filter(each -> each.power().filter(PowerView::held).isPresent())
            .map(HostView::name)
            .collect(Collectors.joining(", "));
    return hosts.isEmpty() ? words.say("audit.change.none") : hosts;
  }

  private String freeze(ServiceView service) {
    var freeze = service.freeze();
    return freeze.frozen()
        ? words.say("audit.change.frozen", freeze.by())
        : words.say("audit.change.none");
  }
}
