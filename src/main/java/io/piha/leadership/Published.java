package io.piha.leadership;

/**
 * What came of a publication.
 *
 * @param confirmed the broker acknowledged it
 * @param why in words, when it did not
 */
public record Published(boolean confirmed, String why) {
  static final Published YES = new Published(true, "");

  static Published no(String why) {
    return new Published(false, why);
  }
}
