package io.piha.site;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code arbiter}. */
final class LeaseReader {
  private static final List<String> KINDS = List.of("local", "etcd");
  private static final Map<String, Integer> PORTS = Map.of("http", 2379, "https", 2379);

  private LeaseReader() {}

  static Lease read(Fields fields) {
    Optional<Value> kind = fields.take("lease");
    String word = kind.flatMap(Value::text).orElse("local");
    if (!KINDS.contains(word)) {
      kind.orElseThrow().notOneOf(KINDS);
      return new Lease.Local();
    }
    Lease lease = word.equals("etcd") ? etcd(fields) : new Lease.Local();
    fields.done();
    return lease;
  }

  private static Lease etcd(Fields fields) {
    Optional<Value> written = fields.require("endpoints", "name etcd, such as [http://host:2379]");
    List<String> endpoints =
        written.map(Value::items).orElse(List.of()).stream()
            .flatMap(each -> Addresses.endpoint(each, PORTS, "http://host:2379").stream())
            .map(each -> each.scheme() + "://" + each.address())
            .toList();
    written
        .filter(each -> endpoints.isEmpty() && !each.reading().report().isBroken(each.path()))
        .ifPresent(each -> each.error("names no endpoint", "write [http://host:2379]"));
    Lease.Etcd lease =
        new Lease.Etcd(
            endpoints,
            fields.take("ttl").flatMap(LeaseReader::term).orElse(Lease.Etcd.DEFAULT_TTL),
            fields.take("username").flatMap(Value::secretLine),
            fields.take("password").flatMap(Value::secret),
            TlsReader.files(fields, "ca_file", "client_cert", "client_key"));
    return lease;
  }

  private static Optional<Duration> term(Value value) {
    Optional<Duration> term = value.duration();
    if (term.isPresent() && term.get().compareTo(Duration.ofSeconds(2)) < 0) {
      value.error("etcd keeps no term under two seconds", "write 15s");
      return Optional.empty();
    }
    return term;
  }
}
