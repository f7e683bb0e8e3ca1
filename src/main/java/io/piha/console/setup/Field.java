package io.piha.console.setup;

import io.piha.setup.Question;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * One value that is typed.
 *
 * @param id of its control, the only one in the window
 * @param key by which its label is found
 * @param secret whether what is typed stays covered
 * @param example what it may look like; empty where nothing helps
 */
record Field(String id, String key, boolean secret, String example, StringProperty value) {

  static Field plain(String id, String key, String example, String at) {
    return new Field(id, key, false, example, new SimpleStringProperty(at));
  }

  static Field secret(String id, String key) {
    return new Field(id, key, true, "", new SimpleStringProperty(""));
  }

  /** For a question of a form. */
  static Field of(String prefix, Question question) {
    boolean secret = question.kind() == Question.Kind.SECRET;
    return new Field(
        prefix + question.key().replaceAll("[^A-Za-z0-9]", ""),
        question.key(),
        secret,
        question.example(),
        new SimpleStringProperty(""));
  }

  String text() {
    return value.get();
  }
}
