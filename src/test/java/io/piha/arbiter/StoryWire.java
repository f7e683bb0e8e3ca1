package io.piha.arbiter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What others say to the control plane in a story: topics, orders, and the engine about its own.
 */
final class StoryWire {

  private StoryWire() {}

  /** {@code freeze topic true|false|emptied [ours]}. */
  static void freeze(Stage stage, String[] words) {
    stage.tell(
        words[2].equals("emptied")
            ? new Signal.FreezeEmptied(StoryHouse.SERVICE)
            : new Signal.FreezeSeen(StoryHouse.SERVICE, words[2].equals("true"), words.length > 3));
  }

  /** {@code foreign order promote standby epoch 8 [retained]}. */
  static void foreign(Stage stage, String[] words) {
    Order.Verb verb = Order.Verb.valueOf(words[2].toUpperCase(Locale.ROOT));
    stage.tell(
        new Signal.ForeignOrder(
            StoryHouse.SERVICE,
            new Order("foreign", verb, words[3], Long.parseLong(words[5]), "not ours"),
            words.length > 6));
  }

  /** {@code retained leader haos epoch 7}, {@code retained none epoch 7}. */
  static void retained(Stage stage, String[] words) {
    PublicState said = PublicState.valueOf(words[1].toUpperCase(Locale.ROOT));
    boolean none = said == PublicState.NONE;
    long epoch = Long.parseLong(words[none ? 3 : 4]);
    stage.retained.put(
        StoryHouse.SERVICE,
        new Effect.PublishState(StoryHouse.SERVICE, said, none ? "" : words[2], epoch));
  }

  /** {@code rule S3 WHY}: the engine found that an effect would have broken it. */
  static void rule(Stage stage, String[] words) {
    stage.tell(new Signal.RuleBroken(StoryHouse.SERVICE, words[1], rest(words, 2)));
  }

  /**
   * {@code order withheld WHY}: the promote order that stands did not leave. {@code order waits
   * [other]}: what waited while an order was withheld has been heard.
   */
  static void order(Stage stage, String[] words) {
    Phase phase = stage.state.services().get(0).book().phase();
    if (words[1].equals("waits")) {
      String id = phase instanceof Phase.Claiming claiming ? claiming.order().id() : "none";
      stage.tell(new Signal.OrderWaits(StoryHouse.SERVICE, words.length > 2 ? "other" : id));
      return;
    }
    if (!(phase instanceof Phase.Ordered ordered)) {
      throw new IllegalArgumentException("no order stands");
    }
    stage.tell(
        new Signal.OrderWithheld(StoryHouse.SERVICE, ordered.order().order().id(), rest(words, 2)));
  }

  /**
   * {@code topic says leader stranger epoch 9}, {@code topic says none epoch 9}, {@code topic says
   * rubbish}: somebody writes on the state topic who is no host of ours.
   */
  static void topic(Stage stage, String[] words) {
    Optional<PublicState> said =
        Arrays.stream(PublicState.values()).filter(each -> each.word().equals(words[2])).findAny();
    boolean named = words.length > 5;
    stage.tell(
        new Signal.Announcement(
            StoryHouse.SERVICE,
            said,
            named ? words[3] : "",
            said.equals(Optional.of(PublicState.LEADER)) ? HostClaim.LEADER : HostClaim.PASSIVE,
            words.length > 3
                ? OptionalLong.of(Long.parseLong(words[words.length - 1]))
                : OptionalLong.empty(),
            false,
            stage.now));
  }

  /** {@code adapter refuses r9 of operator:bob WHY}: a request did not get as far as us. */
  static void adapter(Stage stage, String[] words) {
    stage.tell(new Signal.RequestRefused(StoryHouse.SERVICE, words[2], words[4], rest(words, 5)));
  }

  private static String rest(String[] words, int from) {
    return String.join(" ", List.of(words).subList(from, words.length));
  }
}
