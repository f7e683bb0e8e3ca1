package io.piha.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a challenger may take the lease. */
class VigilTest {
  private static final Duration TTL = Duration.ofSeconds(15);
  private static final Notes.Term THEIRS = new Notes.Term(4, "nas", 15_000, false, null);

  private final Vigil vigil = new Vigil("pi", TTL);

  private static Duration at(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  @Test
  void whoFindsNobodyWaitsAFullTermOfItsOwn() {
    vigil.sawNobody(at(0));
    for (double t = 0.5; t < 15; t += 0.5) {
      vigil.sawNobody(at(t));
      assertThat(vigil.mayTake(THEIRS, at(t))).as("after %s s", t).isFalse();
    }
    vigil.sawNobody(at(15));
    assertThat(vigil.mayTake(THEIRS, at(15))).isTrue();
  }

  @Test
  void aLongerTermOfTheirsIsWaitedForToo() {
    Notes.Term longer = new Notes.Term(4, "nas", 30_000, false, null);
    for (double t = 0; t <= 29.5; t += 0.5) {
      vigil.sawNobody(at(t));
      assertThat(vigil.mayTake(longer, at(t))).isFalse();
    }
    vigil.sawNobody(at(30));
    assertThat(vigil.mayTake(longer, at(30))).isTrue();
  }

  @Test
  void aLeaseThatRanOutUnderItsEyesIsTakenAtOnce() {
    vigil.sawHolder(Duration.ofSeconds(1), at(13));
    vigil.sawHolder(Duration.ZERO, at(14.2));
    assertThat(vigil.mayTake(THEIRS, at(14.2))).isFalse();
    vigil.sawNobody(at(15.1));
    assertThat(vigil.mayTake(THEIRS, at(15.1))).isTrue();
  }

  @Test
  void aLeaseThatVanishesEarlyIsNotBelieved() {
    vigil.sawHolder(Duration.ofSeconds(12), at(3));
    vigil.sawNobody(at(3.5));
    assertThat(vigil.mayTake(THEIRS, at(3.5))).isFalse();
    assertThat(vigil.waits(THEIRS, at(3.5))).isEqualTo(TTL);
  }

  @Test
  void whatItDidNotSeeRunOutIsNotBelieved() {
    vigil.sawHolder(Duration.ZERO, at(14));
    vigil.sawNobody(at(16)); // etcd did not answer in between: it may have been renewed
    assertThat(vigil.mayTake(THEIRS, at(16))).isFalse();
  }

  @Test
  void aGapStartsTheTermAnew() {
    for (double t = 0; t <= 10; t += 0.5) {
      vigil.sawNobody(at(t));
    }
    vigil.sawNobody(at(16));
    assertThat(vigil.mayTake(THEIRS, at(16))).isFalse();
    assertThat(vigil.waits(THEIRS, at(16))).isEqualTo(TTL);
  }

  @Test
  void aLeaseThatWasGivenBackIsFree() {
    vigil.sawNobody(at(0));
    assertThat(vigil.mayTake(new Notes.Term(4, "nas", 15_000, true, null), at(0))).isTrue();
    assertThat(vigil.mayTake(new Notes.Term(4, "nas", 15_000, true, "pi"), at(0))).isTrue();
  }

  @Test
  void aLeaseThatWasGivenToAnotherIsKeptForItAWhile() {
    Notes.Term theirs = new Notes.Term(4, "nas", 15_000, true, "laptop");
    for (double t = 0; t < 5; t += 0.5) {
      vigil.sawNobody(at(t));
      assertThat(vigil.mayTake(theirs, at(t))).isFalse();
    }
    vigil.sawNobody(at(5));
    assertThat(vigil.mayTake(theirs, at(5))).isTrue();
  }

  @Test
  void theHolderStopsBeforeItsLastSecondBegins() {
    for (int seconds = 2; seconds < 600; seconds++) {
      Duration ttl = Duration.ofSeconds(seconds);
      assertThat(Held.span(ttl)).isLessThanOrEqualTo(ttl.minusSeconds(1)).isPositive();
    }
  }
}
