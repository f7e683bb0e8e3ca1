package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.alert.rules.Event;
import io.piha.arbiter.Severity;
import io.piha.engine.CheckView;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the row of the lease says, and when it matters. */
class LeaseRowTest {

  /** A term whose waiting ones are what the test says. */
  private static final class Term implements Tenure {
    private List<String> ready = List.of();
    private boolean silent;
    private Optional<String> trouble = Optional.empty();

    @Override
    public Optional<String> trouble() {
      return trouble;
    }

    @Override
    public OptionalLong term() {
      return OptionalLong.of(12);
    }

    @Override
    public List<String> waiting() throws IOException {
      if (silent) {
        throw new IOException("etcd does not answer");
      }
      return ready;
    }
  }

  private final Term term = new Term();
  private final LeaseRow row = new LeaseRow(term);

  private CheckView look() {
    return row.row().orElseThrow();
  }

  @Test
  void withoutALeaseThereIsNoRow() {
    assertThat(new LeaseRow(Tenure.LOCAL).row()).isEmpty();
  }

  @Test
  void whoStandsReadyIsNamed() {
    term.ready = List.of("nas2");
    assertThat(look().said()).isEqualTo("term 12; nas2 stands ready");
    term.ready = List.of("nas2", "pi");
    assertThat(look().said()).isEqualTo("term 12; nas2, pi stand ready");
    assertThat(look().matters()).isFalse();
  }

  @Test
  void oneThatNeverHadAnotherIsLeftInPeace() {
    assertThat(look().said()).isEqualTo("term 12; nobody else is there to take over");
    assertThat(look().matters()).isFalse();
  }

  @Test
  void oneThatIsGoneMatters() {
    term.ready = List.of("nas2");
    assertThat(look().matters()).isFalse();
    term.ready = List.of();
    assertThat(look().level()).isEqualTo(CheckView.Level.NOTICE);
    assertThat(look().said()).isEqualTo("term 12; nobody would take over; nas2 stood ready before");
    assertThat(look().remedy()).isNotBlank();
    term.ready = List.of("nas2");
    assertThat(look().matters()).isFalse();
  }

  /** What people are told of the row, in short. */
  private List<String> told() {
    CheckView seen = look();
    Event.Noticed plain =
        new Event.Noticed(
            "lease:etcd",
            seen.matters(),
            Severity.WARNING,
            null,
            null,
            Instant.EPOCH,
            seen.title(),
            seen.said());
    return row.told(plain).stream().map(each -> each.cause() + " " + each.active()).toList();
  }

  @Test
  void silentEtcdIsOneCauseHoweverItIsNoticed() {
    term.ready = List.of("nas2");
    assertThat(told()).containsExactly("lease:etcd false", "lease false");
    term.silent = true;
    assertThat(told()).as("who is ready is not known").containsExactly("lease true");
    term.silent = false;
    term.trouble = Optional.of("not renewed");
    assertThat(told()).as("not over yet").containsExactly("lease:etcd false");
    term.trouble = Optional.empty();
    term.ready = List.of();
    assertThat(told()).containsExactly("lease:etcd true", "lease false");
  }

  @Test
  void etcdThatDoesNotAnswerIsSaid() {
    term.silent = true;
    assertThat(look().said())
        .isEqualTo("term 12; who would take over is not known: etcd does not answer");
    assertThat(look().matters()).isTrue();
  }
}
