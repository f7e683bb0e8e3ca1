package io.piha.setup;

import java.util.Map;

/**
 * A form with its answers.
 *
 * @param values by the questions' keys; blank is as not answered
 */
public record Filled<F extends Form>(F form, Map<String, String> values) {
  public Filled {
    values = Map.copyOf(values);
  }

  /** What was answered: a secret to the letter, anything else without blanks around it. */
  String value(Question question) {
    String value = values.getOrDefault(question.key(), "");
    return value.isBlank() ? "" : question.kind() == Question.Kind.SECRET ? value : value.strip();
  }

  /** What was answered to the question of that key. */
  String value(String key) {
    return form.questions().stream()
        .filter(each -> each.key().equals(key))
        .findFirst()
        .map(this::value)
        .orElse("");
  }

  /** Without the answers, for there are secrets among them. */
  @Override
  public String toString() {
    return "Filled[" + form.name() + "]";
  }
}
