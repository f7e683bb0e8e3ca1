package io.piha.console.dialog;

import io.piha.console.dialog.Preview.Line;
import io.piha.console.kit.Asker.Answer;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What the engine itself said to a dry run, and from when on that is worth nothing any more. */
final class Forecast {

  private static final int SHOWN = 7;

  private final Words words;
  private final ReadOnlyObjectWrapper<String> refusal = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<List<Line>> foreseen = new ReadOnlyObjectWrapper<>(List.of());
  private Optional<Instant> ends = Optional.empty();

  Forecast(Words words) {
    this.words = words;
  }

  void take(Answer answer, Instant now) {
    String why = answer.why();
    ends = answer.again().filter(_ -> !answer.accepted()).map(now::plus).map(Forecast::whole);
    String refused =
        ends.map(at -> words.say("dialog.would.refuse.until", why, words.clock(at)))
            .orElseGet(() -> words.say("dialog.would.refuse", why));
    refusal.set(answer.accepted() ? "" : refused);
    foreseen.set(answer.accepted() ? lines(why) : List.of());
  }

  /** The second in which it is over surely, for that is how it is said. */
  private static Instant whole(Instant end) {
    return end.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
  }

  /** Whether a refusal has outlived the end that it named; says so once. */
  boolean outlived(Instant now) {
    boolean over = ends.filter(at -> !now.isBefore(at)).isPresent();
    if (over) {
      ends = Optional.empty();
    }
    return over;
  }

  /** What the engine has lived through in a simulated house follows its sentence, line by line. */
  private static List<Line> lines(String why) {
    List<String> all = why.lines().skip(1).toList();
    // The beginning, and how it ends.
    Stream<String> shown =
        all.size() <= SHOWN
            ? all.stream()
            : Stream.concat(all.stream().limit(SHOWN - 1), Stream.of(all.getLast()));
    return shown.map(each -> new Line("foreseen", each, Tone.QUIET)).toList();
  }

  ReadOnlyObjectProperty<String> refusal() {
    return refusal.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<List<Line>> foreseen() {
    return foreseen.getReadOnlyProperty();
  }
}
