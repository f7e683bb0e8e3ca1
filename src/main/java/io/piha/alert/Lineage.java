package io.piha.alert;

import java.time.Duration;

/**
 * What a control plane that acts by turns with others has from them.
 *
 * @param me how this one is called
 * @param ahead by how much the clock of decisions here is ahead of that of the one before; zero
 *     where that is not known
 * @param book where they leave each other what they told
 */
public record Lineage(String me, Duration ahead, ToldBook book) {

  /** The only one. */
  public static final Lineage ALONE = new Lineage("", Duration.ZERO, ToldBook.NONE);
}
