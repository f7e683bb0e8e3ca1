package io.piha.site;

import java.util.List;

/**
 * Is told what the readers ask a file for, so that the reference of all keys is made from what is
 * really read.
 */
interface Asked {
  /** Nobody listens. */
  Asked NOBODY = (_, _) -> {};

  /**
   * Something is asked for.
   *
   * @param path where, as findings name it
   * @param form what it is taken for; the same place may be taken for several in turn
   */
  void as(String path, Form form);

  /** What something is taken for. */
  sealed interface Form {}

  /** The forms that have nothing more to say. */
  enum Plain implements Form {
    /** A key of the map around it, whatever stands there. */
    KEY,
    /** A map with known keys, or one of the two below. */
    MAP,
    /** A map whose keys are names that people give. */
    NAMED,
    /** A map of texts by any key. */
    FREE,
    LIST,
    /** A text that is shown. */
    TEXT,
    /** A text that may hold a secret. */
    SECRET_TEXT,
    /** A text that is never shown. */
    SECRET,
    DURATION,
    DURATION_OR_ZERO,
    /** True or false. */
    FLAG,
    /** The word {@code false} in place of something larger. */
    FALSE,
    PATH
  }

  /** A whole number; both bounds are allowed. */
  record Whole(int least, int most) implements Form {}

  /** One of some words. */
  record Choice(List<String> words) implements Form {
    public Choice {
      words = List.copyOf(words);
    }
  }

  /** An address that begins with one of some schemes. */
  record Url(List<String> schemes) implements Form {
    public Url {
      schemes = List.copyOf(schemes);
    }
  }
}
