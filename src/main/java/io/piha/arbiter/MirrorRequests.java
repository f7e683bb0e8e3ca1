package io.piha.arbiter;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person may ask of the mirror: to run now, to say what it would do, to take a release back.
 */
final class MirrorRequests {

  private MirrorRequests() {}

  static Requests.Ruling request(Desk desk, Request request) {
    if (!desk.policy.mirrored()) {
      return Requests.refuse("no repository is configured for " + desk.service);
    }
    if (request.subject().equals(Request.ROLLBACK)) {
      return rollback(desk, request);
    }
    Optional<Outlook.Hold> hold = Mirroring.house(desk, request.overrideIncident(), true);
    if (hold.isPresent()) {
      return Requests.refuse(
          (request.dryRun() ? named(desk, request) : "")
              + hold.get().why()
              + (request.dryRun() ? until(desk) : "")
              + (hold.get().word().equals("frozen") ? "" : "; override_incident passes this"));
    }
    if (desk.mirrored().pending() != null || desk.upkeep().wish() != null) {
      return Requests.refuse("the mirror job is at work already");
    }
    MirrorView view = desk.upkeep().mirror();
    if (request.dryRun()) {
      return foresee(desk, request, view);
    }
    return new Requests.Ruling.Accept(
        "the mirror job looks at the repository now",
        () -> {
          desk.upkeep(desk.upkeep().wishing(request));
          desk.operation(request.id(), "sync", "running", "looking at the repository");
          desk.turn.effect(new Effect.RunMirror(desk.service, request.id(), request.force()));
        });
  }

  /** A dry run names the commit whatever holds it. */
  private static String named(Desk desk, Request request) {
    MirrorView view = desk.upkeep().mirror();
    return view == null
        ? ""
        : (request.force() ? view.source() : view.candidate())
            .filter(next -> !Optional.of(next).equals(view.target()))
            .map(next -> next.words() + " is held: ")
            .orElse("");
  }

  private static String until(Desk desk) {
    Book.FreezeFlag freeze = desk.freezeFlag();
    return freeze == null
        ? ""
        : freeze
            .until()
            .map(at -> "; thaws in " + Words.span(Duration.between(desk.now(), at)))
            .orElse("; until thawed");
  }

  private static Requests.Ruling foresee(Desk desk, Request request, @Nullable MirrorView view) {
    if (view == null) {
      return Requests.refuse("the repository was not looked at yet");
    }
    Optional<MirrorView.Commit> next = request.force() ? view.source() : view.candidate();
    boolean there = next.equals(view.target());
    Optional<Outlook.Hold> own = Mirroring.repository(desk, view);
    boolean same = next.equals(view.candidate());
    boolean lasting = own.isPresent() && !passes(own.get().word(), same);
    if (own.isPresent() && (lasting || !request.force())) {
      return Requests.refuse(
          next.map(each -> each.words() + " is held: ").orElse("") + own.get().why());
    }
    return next.isEmpty() || there
        ? new Requests.Ruling.Accept("nothing to mirror: the standby is up to date", () -> {})
        : new Requests.Ruling.Accept(
            next.get().words()
                + " would be released to the standby"
                + (request.force() ? ", if it is valid" : ""),
            () -> {});
  }

  /**
   * What {@code force} passes. An older commit that is invalid stands against none but itself.
   *
   * @param same whether the commit that is forced is the one that is held
   */
  private static boolean passes(String word, boolean same) {
    return word.equals("observation_window")
        || word.equals("forced_push")
        || word.equals("suspect")
        || (word.equals("invalid") && !same);
  }

  private static Requests.Ruling rollback(Desk desk, Request request) {
    Release last = desk.mirrored().last();
    if (desk.frozen()) {
      return Requests.refuse("frozen: nothing is synced (S6)");
    }
    if (desk.mirrored().pending() != null) {
      return Requests.refuse("the mirror job is at work already");
    }
    if (last == null || last.rollback() || last.from().isEmpty()) {
      return Requests.refuse("there is no release that could be taken back");
    }
    String back = last.from().substring(0, Math.min(10, last.from().length()));
    return new Requests.Ruling.Accept(
        "the standby goes back to " + back + ", from " + last.words(),
        () ->
            Mirroring.decide(desk, last.to(), last.from(), true, back, request.by(), request.id()));
  }
}
