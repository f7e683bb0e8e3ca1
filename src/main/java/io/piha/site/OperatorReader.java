package io.piha.site;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code operators}. */
final class OperatorReader {
  private static final int SHORT = 16;

  private OperatorReader() {}

  static Map<String, Operator> read(Fields fields) {
    Map<String, Operator> operators = new LinkedHashMap<>();
    fields.named("an operator").forEach((name, value) -> operators.put(name, one(name, value)));
    return operators;
  }

  private static Operator one(String name, Value value) {
    Optional<Fields> fields = value.fields();
    Optional<Value> key =
        fields.flatMap(each -> each.require("key", "give the operator a shared key"));
    Optional<Secret> secret = key.flatMap(Value::secret);
    if (secret.isPresent() && secret.get().reveal().length() < SHORT) {
      key.orElseThrow()
          .warning(
              "the key is shorter than " + SHORT + " characters and could be guessed",
              "make a longer one, such as by openssl rand -hex 32");
    }
    fields.ifPresent(Fields::done);
    return new Operator(name, secret.orElse(new Secret("")));
  }
}
