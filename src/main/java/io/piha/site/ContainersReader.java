package io.piha.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the section {@code containers}: one engine, or a list of them. */
final class ContainersReader {
  /** What engines allow (moby, daemon/names). */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}");

  private ContainersReader() {}

  static List<Containers> read(Fields root) {
    Optional<Value> value = root.take("containers");
    if (value.isEmpty()) {
      return List.of();
    }
    List<Value> engines = value.get().isList() ? value.get().items() : List.of(value.get());
    return engines.stream()
        .flatMap(each -> each.fields().flatMap(ContainersReader::one).stream())
        .toList();
  }

  private static Optional<Containers> one(Fields fields) {
    Optional<Value> written = fields.take("engine");
    Optional<String> engine =
        written.isPresent()
            ? written.flatMap(ContainersReader::engine)
            : Optional.of(Containers.DEFAULT_ENGINE);
    ClientTls files = TlsReader.files(fields, "ca", "cert", "key");
    List<String> watch =
        fields.list("watch").stream().flatMap(each -> name(each).stream()).distinct().toList();
    Optional<String> broker = fields.take("broker").flatMap(each -> broker(each, watch));
    fields.done();
    return engine.map(each -> new Containers(each, files, watch, broker));
  }

  private static Optional<String> name(Value value) {
    Optional<String> text = value.text();
    if (text.isPresent() && !NAME.matcher(text.get()).matches()) {
      value.error("is no container's name", "write it as `docker ps` shows it under NAMES");
      return Optional.empty();
    }
    return text;
  }

  private static Optional<String> broker(Value value, List<String> watch) {
    Optional<String> text = value.text();
    if (text.isPresent() && !watch.contains(text.get())) {
      value.error("is not watched", "name one of `watch`");
      return Optional.empty();
    }
    return text;
  }

  private static Optional<String> engine(Value value) {
    Optional<String> text = value.text();
    if (text.isPresent() && text.get().matches("unix:///\\S+")) {
      return text;
    }
    Map<String, Integer> ports = Map.of("tcp", 2375, "http", 2375, "https", 2376);
    if (text.isPresent() && text.get().startsWith("unix:")) {
      value.error("names no socket", "write unix:///var/run/docker.sock");
      return Optional.empty();
    }
    return text.flatMap(
        _ ->
            Addresses.endpoint(value, ports, "unix:///var/run/docker.sock or https://host:2376")
                .map(each -> each.scheme() + "://" + each.address()));
  }
}
