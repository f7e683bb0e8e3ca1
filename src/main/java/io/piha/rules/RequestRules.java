package io.piha.rules;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Request;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import java.util.List;

/** S14 and L8: what a request may bring about. */
final class RequestRules {

  void decided(State before, Signal signal, Decision decision, List<Breach> breaches) {
    if (!(signal instanceof Signal.Asked(Request request))) {
      return;
    }
    boolean answered = false;
    for (Effect each : decision.effects()) {
      if (each instanceof Effect.Answer answer && answer.requestId().equals(request.id())) {
        answered = true;
        if (answer.accepted() && !request.dryRun()) {
          accepted(before, request, breaches);
        }
      }
    }
    boolean known = before.index().containsKey(request.service());
    // A request for the mirror is answered when the mirror has looked.
    if (known && !answered && !request.command().word().equals("sync")) {
      breaches.add(
          new Breach(
              Rule.L8,
              request.service(),
              request.command().word() + " " + request.host() + " was not answered"));
    }
  }

  private static void accepted(State before, Request request, List<Breach> breaches) {
    if (request.replayed()) {
      breaches.add(
          new Breach(Rule.S14, request.service(), "a replayed request was accepted: " + request));
    }
    Integer place = before.index().get(request.service());
    if (place != null && request.revision().isPresent()) {
      long now = before.services().get(place).revision();
      if (request.revision().getAsLong() != now) {
        breaches.add(
            new Breach(
                Rule.S14,
                request.service(),
                "a request for revision "
                    + request.revision().getAsLong()
                    + " was accepted at revision "
                    + now));
      }
    }
  }
}
