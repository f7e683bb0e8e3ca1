package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The words of the contract, of the status document and of the audit: other programs rely on them.
 */
class WireWordsTest {

  private static <E extends Enum<E>> void isSaidAsNamed(E[] all, Function<E, String> word) {
    assertThat(Arrays.stream(all).map(word))
        .containsExactlyElementsOf(
            Arrays.stream(all).map(each -> each.name().toLowerCase(Locale.ROOT)).toList());
  }

  @Test
  void everyWordIsTheOneOfTheContract() {
    isSaidAsNamed(Role.values(), Role::word);
    isSaidAsNamed(Absence.values(), Absence::word);
    isSaidAsNamed(PublicState.values(), PublicState::word);
    isSaidAsNamed(Verdict.values(), Verdict::word);
    isSaidAsNamed(Severity.values(), Severity::word);
    isSaidAsNamed(Order.Verb.values(), Order.Verb::word);
    isSaidAsNamed(Kind.values(), Kind::word);
    isSaidAsNamed(Command.values(), Command::word);
  }

  @Test
  void aCommandIsReadByItsWordAndByNothingElse() {
    for (Command each : Command.values()) {
      assertThat(Command.read(each.word())).contains(each);
    }
    assertThat(Command.read("PROMOTE")).isEmpty();
    assertThat(Command.read("")).isEmpty();
  }

  @Test
  void whatNamesAHostNeedsOne() {
    assertThat(Arrays.stream(Command.values()).filter(Command::namesHost))
        .containsExactly(
            Command.PROMOTE, Command.DEMOTE, Command.RESET, Command.REINSTALL, Command.RESTORE);
  }

  @Test
  void onlyTheWordLeaderClaimsTheLeadership() {
    assertThat(HostClaim.read(" Leader ")).contains(HostClaim.LEADER);
    assertThat(HostClaim.read("standby")).contains(HostClaim.PASSIVE);
    assertThat(HostClaim.read("  ")).isEqualTo(Optional.empty());
  }

  @Test
  void anAnnouncedUpdateIsBelievedForLongerThanARestart() {
    assertThat(Timing.DEFAULT.planned(Absence.RESTART)).isEqualTo(Duration.ofMinutes(15));
    assertThat(Timing.DEFAULT.planned(Absence.UPDATE)).isEqualTo(Duration.ofMinutes(30));
  }
}
