package io.piha.console.setup;

import io.piha.setup.HostAnswer;
import java.util.List;

/** What is asked of one Home Assistant host. */
final class HostFields {
  final Field name;
  final Field url;
  final Field token;
  final Field observer;
  final Field port;

  HostFields(String id, String name) {
    this.name = Field.plain(id + "Name", "host", name, name);
    this.url = Field.plain(id + "Url", "core", "http://192.168.1.10:8123", "");
    this.token = Field.secret(id + "Token", "core_token");
    this.observer = Field.plain(id + "Observer", "observer", "http://192.168.1.10:4357", "");
    this.port = Field.plain(id + "Port", id + "_port", "8", "");
  }

  List<Field> shown() {
    return List.of(name, url, token, observer);
  }

  HostAnswer answer() {
    return new HostAnswer(
        name.text(), url.text().strip(), token.text(), observer.text().strip(), port.text());
  }
}
