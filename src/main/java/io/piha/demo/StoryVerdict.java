package io.piha.demo;

import java.util.List;
import java.util.stream.Collectors;

/** What came of a {@link DemoStory}. */
public record StoryVerdict(List<StoryStep> steps) {
  public StoryVerdict {
    steps = List.copyOf(steps);
  }

  /** Whether every step was seen. */
  public boolean complete() {
    return missing().isEmpty();
  }

  /** The steps that were not seen. */
  public List<StoryStep> missing() {
    return steps.stream().filter(step -> !step.seen()).toList();
  }

  /** One line for people. */
  public String words() {
    if (complete()) {
      return "The whole story was seen on the wire: " + steps.size() + " steps.";
    }
    return missing().size()
        + " of "
        + steps.size()
        + " steps were not seen: "
        + missing().stream().map(StoryStep::words).collect(Collectors.joining("; "));
  }
}
