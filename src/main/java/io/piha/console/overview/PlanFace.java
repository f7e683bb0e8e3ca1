package io.piha.console.overview;

import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.Next;
import io.piha.engine.Snapshot.ServiceView;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What the engine means to do to a host next, and when. */
record PlanFace(String text, String why, Tone tone) {

  static PlanFace of(ServiceView service, HostView host, Instant now, Words words) {
    Optional<Next> planned =
        Stream.concat(service.next().stream(), service.queue().stream())
            .filter(next -> concerns(next, service, host))
            .findFirst();
    return planned
        .map(next -> new PlanFace(BannerFace.next(next, now, words), next.why(), Tone.NOTICE))
        .orElseGet(() -> new PlanFace(words.say("overview.no.action"), "", Tone.QUIET));
  }

  /** A promotion concerns the leader as well: it is about to lose the leadership. */
  private static boolean concerns(Next next, ServiceView service, HostView host) {
    boolean deposed =
        next.action().startsWith("promote")
            && service.leader().filter(host.name()::equals).isPresent();
    return next.host().equals(host.name()) || deposed;
  }
}
