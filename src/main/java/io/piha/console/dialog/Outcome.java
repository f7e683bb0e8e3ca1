package io.piha.console.dialog;

import io.piha.arbiter.Kind;
import io.piha.console.dialog.Step.Progress;
import io.piha.console.kit.Asker.Answer;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.OperationView;
import io.piha.journal.AuditRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What came of one act, step by step, as following snapshots show it. What was once seen stays
 * seen, because a port is off only for seconds.
 */
final class Outcome {

  private static final Set<Kind> FAILURES =
      EnumSet.of(Kind.POWER_FAILED, Kind.POWER_REFUSED, Kind.PROMOTE_FAILED, Kind.FAILBACK_FAILED);

  private final Words words;
  private final String requestId;
  private final String service;
  private final String host;
  private final Instant asked;
  private final long lastAudit;
  private final List<Milestone> milestones;
  private final Map<Integer, Reached> reached = new HashMap<>();
  private Optional<Answer> answer = Optional.empty();
  private String failure = "";
  private String course = "";

  private record Reached(Instant at, String detail) {}

  Outcome(Words words, String requestId, Act act, Subject asked) {
    this.words = words;
    this.requestId = requestId;
    this.service = asked.service().name();
    this.host = asked.host().map(Snapshot.HostView::name).orElse("");
    this.asked = asked.snapshot().at();
    this.lastAudit = asked.snapshot().lastAuditId();
    this.milestones = Milestone.of(act, asked);
  }

  /** Takes the engine's answer. */
  void answered(Answer given) {
    answer = Optional.of(given);
  }

  /** Looks for what has come of it. */
  void see(Snapshot snapshot) {
    Subject.in(snapshot, service, host).filter(_ -> accepted()).ifPresent(this::look);
  }

  /** Whether nothing more is to come. */
  boolean over() {
    return refused() || !failure.isEmpty() || reached.size() == milestones.size();
  }

  /** Whether it came out as meant. */
  boolean succeeded() {
    return reached.size() == milestones.size();
  }

  boolean refused() {
    return answer.isPresent() && !accepted();
  }

  /** The steps as they stand. */
  List<Step> steps() {
    var steps = new ArrayList<Step>();
    steps.add(first());
    for (int i = 0; i < milestones.size(); i++) {
      steps.add(step(i));
    }
    return steps;
  }

  private boolean accepted() {
    return answer.filter(Answer::accepted).isPresent();
  }

  private Step first() {
    var asked = words.say("step.asked");
    return answer
        .map(
            given ->
                new Step(asked, given.accepted() ? Progress.DONE : Progress.FAILED, given.why()))
        .orElseGet(() -> new Step(asked, Progress.RUNNING, ""));
  }

  private Step step(int i) {
    String text = words.say(milestones.get(i).key(), host);
    Reached when = reached.get(i);
    if (when != null) {
      return new Step(text, Progress.DONE, when.detail());
    }
    if (!accepted() || i != reached.size()) {
      return new Step(text, Progress.WAITING, "");
    }
    return failure.isEmpty()
        ? new Step(text, Progress.RUNNING, milestones.get(i).ends() ? course : "")
        : new Step(text, Progress.FAILED, failure);
  }

  private void look(Subject now) {
    List<AuditRecord> since =
        now.snapshot().latest().stream().filter(this::ours).toList().reversed();
    boolean moved = true;
    while (moved && reached.size() < milestones.size()) {
      int next = reached.size();
      Optional<Instant> before =
          Optional.ofNullable(reached.get(next - 1)).map(Reached::at).or(() -> Optional.of(asked));
      Optional<Reached> found = find(milestones.get(next), now, since, before);
      found.ifPresent(it -> reached.put(next, it));
      moved = found.isPresent();
    }
    failure = failed(now, since);
    course = operation(now).map(OperationView::why).orElse(course);
  }

  private Optional<Reached> find(
      Milestone milestone, Subject now, List<AuditRecord> since, Optional<Instant> before) {
    return since.stream()
        .filter(each -> milestone.kinds().contains(each.entry().kind()))
        .findFirst()
        .map(each -> new Reached(each.at(), each.entry().reason()))
        .or(() -> milestone.ends() ? ended(now) : Optional.empty())
        .or(
            () ->
                milestone.seen().test(now, before)
                    ? Optional.of(
                        new Reached(now.snapshot().at(), words.clock(now.snapshot().at())))
                    : Optional.empty());
  }

  private Optional<OperationView> operation(Subject now) {
    return now.service().operation().filter(each -> each.requestId().equals(requestId));
  }

  /** The end of the request itself, as the engine tells it. */
  private Optional<Reached> ended(Subject now) {
    return operation(now)
        .filter(each -> each.state().equals("done"))
        .map(each -> new Reached(now.snapshot().at(), each.why()));
  }

  private String failed(Subject now, List<AuditRecord> since) {
    Optional<String> operation =
        operation(now).filter(each -> each.state().equals("failed")).map(OperationView::why);
    return operation
        .or(
            () ->
                since.stream()
                    .filter(each -> FAILURES.contains(each.entry().kind()))
                    .findFirst()
                    .map(each -> each.entry().reason()))
        .orElse("");
  }

  private boolean ours(AuditRecord written) {
    var entry = written.entry();
    boolean sameHost = host.isEmpty() || Objects.equals(entry.host(), host);
    return written.id() > lastAudit && sameHost;
  }
}
