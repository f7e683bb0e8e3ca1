package io.piha.console.setup;

import io.piha.setup.Section;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The steps, in order. */
enum SetupStep {
  BROKER(Section.BROKER),
  PRIMARY(Section.PRIMARY),
  STANDBY(Section.STANDBY),
  POWER(Section.POWER),
  CONTAINERS(Section.CONTAINERS),
  ALERTS(Section.ALERTS),
  REVIEW,
  RESULT;

  private final Optional<Section> section;

  SetupStep(Section section) {
    this.section = Optional.of(section);
  }

  SetupStep() {
    this.section = Optional.empty();
  }

  /** What is asked here, as long as anything is. */
  Optional<Section> section() {
    return section;
  }

  boolean isFirst() {
    return this == BROKER;
  }

  SetupStep next() {
    return at(1);
  }

  SetupStep before() {
    return at(-1);
  }

  /** The step so many further on, or the last or first one. */
  private SetupStep at(int further) {
    List<SetupStep> all = List.of(values());
    return all.get(Math.clamp(all.indexOf(this) + further, 0, all.size() - 1));
  }

  /** Its name in the keys of texts. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
