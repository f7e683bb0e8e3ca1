package io.piha.console.dialog;

import io.piha.console.kit.Tone;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a dialog says before the act.
 *
 * @param revision the service's revision it was computed from
 */
public record Preview(
    String title,
    String subject,
    List<Line> happens,
    List<Line> against,
    Tier tier,
    long revision) {

  /**
   * A sentence of the preview.
   *
   * @param key which sentence it is, whatever figures it carries now
   */
  public record Line(String key, String text, Tone tone) {}

  /** What the preview says, leaving out figures that change every second. */
  List<String> gist() {
    return Stream.concat(happens.stream(), against.stream()).map(Line::key).toList();
  }
}
