package io.piha.site;

import java.util.List;
import java.util.Optional;

/** Reads the list {@code alerts}; each channel's own keys by that channel. */
final class AlertReader {
  private final Providers<AlertChannel> channels = Providers.load(AlertChannel.class);

  List<Alert> readAll(Fields root) {
    return root.list("alerts").stream()
        .<Alert>flatMap(each -> each.fields().flatMap(this::read).stream())
        .toList();
  }

  private Optional<? extends Alert> read(Fields fields) {
    List<String> words = channels.words();
    Optional<Value> kind = fields.require("kind", "write kind: " + Words.either(words));
    Optional<String> word = kind.flatMap(Value::text);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    Optional<AlertChannel> channel = channels.named(word.get());
    if (channel.isEmpty()) {
      kind.orElseThrow().notOneOf(words);
      return Optional.empty();
    }
    Optional<? extends Alert> alert = channel.get().read(fields);
    fields.done();
    return alert;
  }
}
