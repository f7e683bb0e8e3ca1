package io.piha.world;

import io.piha.arbiter.Request;
import io.piha.arbiter.Signal;
import io.piha.engine.RequestJson;
import io.piha.rules.Breach;
import io.piha.rules.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;

/**
 * A request as it travels: as JSON with a signature, and now and then with a key in the wrong
 * place. It is read by the reader of the real program. What is secret in it is marked, and looked
 * for in everything that is said or kept (S18).
 */
final class Petition {

  /** Stands for every secret. */
  private static final String SECRET = "hush7f3a";

  private Petition() {}

  /**
   * What the control plane hears of it.
   *
   * @param slip which mistake its sender makes, if any
   */
  static Signal read(Request request, int slip, Instant now) {
    var json = RequestJson.write(request);
    json.put("sig", SECRET + "9c").put("password", SECRET);
    switch (slip % 29) {
      case 3 -> json.put("revision", SECRET);
      case 5 -> json.put("until", SECRET);
      default -> {}
    }
    String text = json.toString();
    String sent = slip % 29 == 7 ? text.replace("\"" + SECRET + "\"", SECRET) : text;
    RequestJson.Result result =
        RequestJson.read(
            sent, request.service(), request.id(), request.by(), request.replayed(), now);
    return switch (result) {
      case RequestJson.Good good -> new Signal.Asked(good.request());
      case RequestJson.Bad bad ->
          new Signal.RequestRefused(request.service(), bad.id(), request.by(), bad.why());
    };
  }

  /** S18: nothing of that is told. */
  static void isNotIn(Object said, World world) {
    if (said.toString().contains(SECRET)) {
      throw broken(world, "a secret is in " + said);
    }
  }

  /** S18: nothing of that is kept. */
  static void isNotIn(Collection<byte[]> kept, World world) {
    for (byte[] each : kept) {
      String text = new String(each, StandardCharsets.ISO_8859_1);
      if (text.contains(SECRET)) {
        throw broken(world, "a secret is kept: " + text);
      }
    }
  }

  private static Violation broken(World world, String why) {
    return world.violation(new Breach(Rule.S18, "", why));
  }
}
