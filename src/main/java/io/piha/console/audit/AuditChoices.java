package io.piha.console.audit;

import io.piha.arbiter.Kind;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.ServiceView;
import io.piha.journal.AuditRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What the audit page can be narrowed to, as far as this window has met it. */
public final class AuditChoices {

  private final Words words;
  private final ObservableList<Choice<String>> services = FXCollections.observableArrayList();
  private final ObservableList<Choice<String>> hosts = FXCollections.observableArrayList();
  private final ObservableList<Choice<String>> authors = FXCollections.observableArrayList();
  private final Set<String> met = new TreeSet<>();

  public AuditChoices(Words words) {
    this.words = words;
    services.add(Choice.all(words.say("audit.all.services")));
    hosts.add(Choice.all(words.say("audit.all.hosts")));
    authors.add(Choice.all(words.say("audit.all.authors")));
  }

  /** Takes a new picture. */
  public void show(Snapshot snapshot) {
    fill(services, names(snapshot.services(), ServiceView::name));
    fill(
        hosts,
        snapshot.services().stream()
            .flatMap(each -> names(each.hosts(), HostView::name).stream())
            .collect(Collectors.toCollection(TreeSet::new)));
    for (AuditRecord each : snapshot.latest()) {
      met.add(each.entry().by());
    }
    fill(authors, met);
  }

  ObservableList<Choice<String>> services() {
    return services;
  }

  ObservableList<Choice<String>> hosts() {
    return hosts;
  }

  ObservableList<Choice<String>> authors() {
    return authors;
  }

  ObservableList<Choice<Kind>> kinds() {
    ObservableList<Choice<Kind>> kinds = FXCollections.observableArrayList();
    kinds.add(Choice.all(words.say("audit.all.kinds")));
    Arrays.stream(Kind.values()).map(each -> Choice.of(each, each.word())).forEach(kinds::add);
    return kinds;
  }

  ObservableList<Choice<Duration>> times() {
    ObservableList<Choice<Duration>> times = FXCollections.observableArrayList();
    times.add(Choice.all(words.say("audit.all.times")));
    times.add(Choice.of(Duration.ofHours(1), words.say("audit.within.1h")));
    times.add(Choice.of(Duration.ofDays(1), words.say("audit.within.1d")));
    times.add(Choice.of(Duration.ofDays(7), words.say("audit.within.7d")));
    times.add(Choice.of(Duration.ofDays(30), words.say("audit.within.30d")));
    return times;
  }

  private static <T> Set<String> names(Collection<T> of, Function<T, String> name) {
    return of.stream().map(name).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Only adds: what was chosen stays there to be chosen. */
  private static void fill(ObservableList<Choice<String>> choices, Set<String> names) {
    for (String name : names) {
      Choice<String> choice = Choice.of(name, name);
      if (!choices.contains(choice)) {
        choices.add(choice);
      }
    }
  }
}
