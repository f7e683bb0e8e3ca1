package io.piha.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.console.Estates;
import io.piha.console.Stagehand;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditModelTest {

  private final AuditFeed feed = new AuditFeed(Stagehand.words());
  private final AuditModel page = new AuditModel(feed, Stagehand.words());

  @Test
  void newRecordsComeOnTopAndOldRowsStayTheSame() {
    feed.show(Estates.incident());
    var before = List.copyOf(page.lines());
    var fresh =
        Estates.written(47, 0, Kind.PROMOTED, Severity.INFO, "standby", "control", "acknowledged");

    feed.show(Estates.later(Estates.incident(), Duration.ofSeconds(1), fresh));

    assertThat(page.lines()).hasSize(before.size() + 1);
    assertThat(page.lines().getFirst().kind()).isEqualTo("promoted");
    assertThat(page.lines().subList(1, page.lines().size())).isEqualTo(before);
  }

  @Test
  void theSamePictureTwiceAddsNothing() {
    feed.show(Estates.incident());
    feed.show(Estates.incident());

    assertThat(page.lines()).hasSize(Estates.incident().latest().size());
  }

  @Test
  void theFilterWantsEveryWordSomewhere() {
    feed.show(Estates.incident());
    page.query().set("haos 92");

    assertThat(page.lines()).extracting(AuditLine::kind).containsExactly("recovery_started");
  }

  @Test
  void aChosenRecordIsShownWhole() {
    feed.show(Estates.incident());
    page.select(page.lines().getFirst());

    assertThat(page.detail().get())
        .extracting(fact -> fact.word() + "=" + fact.text())
        .contains("Kind=power_cycled", "port=rack/8", "Hash=" + "a3".repeat(32));
    page.select(null);
    assertThat(page.detail().get()).isEmpty();
  }
}
