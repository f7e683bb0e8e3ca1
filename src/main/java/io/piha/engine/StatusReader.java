package io.piha.engine;

import io.piha.engine.Snapshot.Freeze;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.IncidentView;
import io.piha.engine.Snapshot.Mood;
import io.piha.engine.Snapshot.Next;
import io.piha.engine.Snapshot.OperationView;
import io.piha.engine.Snapshot.PowerView;
import io.piha.engine.Snapshot.ProbeView;
import io.piha.engine.Snapshot.ServiceView;
import io.piha.engine.Snapshot.SwitchView;
import io.piha.engine.Snapshot.WhyStep;
import io.piha.engine.Snapshot.WitnessView;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a status document back into a picture, for a window that only observes. Fields that are
 * missing, or not as {@link StatusDocument} writes them, are as if unknown; the document comes from
 * another machine and is not trusted further than that.
 */
public final class StatusReader {

  /** The longest document that is read; a thousand services fit. */
  public static final int LONGEST = 16 * 1024 * 1024;

  private static final int LONGEST_TEXT = 2_000;
  private static final int MOST = 10_000;
  private static final Instant EARLIEST = Instant.EPOCH.minusSeconds(1);
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Instant at;

  private StatusReader(Instant at) {
    this.at = at;
  }

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException when it is none; the message says what is wrong
   */
  public static Snapshot read(String document) {
    if (document.length() > LONGEST) {
      throw new IllegalArgumentException("the status document is longer than " + LONGEST);
    }
    try {
      JsonNode root = MAPPER.readTree(document);
      JsonNode control = root.path("control");
      if (!control.isObject()) {
        throw new IllegalArgumentException("the status document has no \"control\"");
      }
      Instant at =
          time(control, "at")
              .orElseThrow(() -> new IllegalArgumentException("the status document has no \"at\""));
      return new StatusReader(at).picture(root, control);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "the status document is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private Snapshot picture(JsonNode root, JsonNode control) {
    Snapshot picture =
        new Snapshot(
            at,
            new Snapshot.Control(
                text(control, "id"),
                text(control, "site"),
                text(control, "role"),
                text(control, "version"),
                time(control, "started_at").orElse(at),
                term(control)),
            new Snapshot.Broker(
                flag(root.path("broker"), "connected"),
                time(root.path("broker"), "since").orElse(at),
                text(root.path("broker"), "why")),
            flag(root, "isolated"),
            each(root.path("services"), this::service),
            each(
                root.path("witnesses"),
                (name, it) -> new WitnessView(name, flag(it, "answers"), text(it, "why"))),
            each(
                root.path("switches"),
                (name, it) ->
                    new SwitchView(name, text(it, "driver"), flag(it, "answers"), text(it, "why"))),
            texts(root.path("containers")),
            number(root.path("alerts"), "pending"),
            number(root.path("alerts"), "failed"),
            root.path("audit_id").asLong(0),
            List.of(),
            some(root, "config_trouble"));
    return picture.with(StatusSurroundings.read(root, picture.surroundings()));
  }

  private static OptionalLong term(JsonNode control) {
    JsonNode term = control.path("term");
    return term.canConvertToLong() ? OptionalLong.of(term.asLong()) : OptionalLong.empty();
  }

  private ServiceView service(String name, JsonNode it) {
    Freeze freeze =
        new Freeze(
            flag(it, "frozen"),
            time(it, "frozen_since"),
            time(it, "frozen_until"),
            text(it, "frozen_by"),
            text(it, "frozen_reason"));
    return new ServiceView(
        name,
        text(it, "phase"),
        some(it, "leader"),
        time(it, "leads_since"),
        it.path("epoch").asLong(0),
        it.path("revision").asLong(0),
        freeze,
        text(it, "why"),
        list(it.path("why_steps"), StatusReader::step),
        flag(it, "protected"),
        strings(it.path("unprotected_because")),
        Optional.of(it.path("next")).filter(JsonNode::isObject).map(this::next),
        list(it.path("queue"), this::next),
        Optional.of(it.path("incident")).filter(JsonNode::isObject).map(this::incident),
        each(it.path("hosts"), this::host),
        Optional.of(it.path("operation")).filter(JsonNode::isObject).map(StatusReader::operation),
        number(it, "cycles_per_day"),
        number(it, "failovers_left"),
        StatusUpkeepReader.read(it, at).with(StatusBoots.read(it)));
  }

  private HostView host(String name, JsonNode it) {
    Optional<Instant> heard = time(it, "last_heartbeat");
    JsonNode details = it.path("probe_details");
    return new HostView(
        name,
        text(it, "role"),
        text(it, "state"),
        flag(it, "alive"),
        heard,
        heard.map(last -> Duration.between(last, at)),
        Duration.ofMillis(Math.clamp(it.path("timeout_ms").asLong(0), 0, Integer.MAX_VALUE)),
        it.path("epoch").isNumber()
            ? OptionalLong.of(it.path("epoch").asLong(0))
            : OptionalLong.empty(),
        each(it.path("probes"), (probe, verdict) -> probe(probe, verdict, details.path(probe))),
        Optional.of(it.path("power_detail"))
            .filter(JsonNode::isObject)
            .map(detail -> power(detail, text(it, "power"))),
        some(it, "planned"),
        flag(it, "fit"),
        text(it, "fitness"));
  }

  private static ProbeView probe(String name, JsonNode verdict, JsonNode detail) {
    return new ProbeView(
        name,
        cut(verdict.asString("")),
        text(detail, "detail"),
        Duration.ofMillis(Math.clamp(detail.path("took_ms").asLong(0), 0, Integer.MAX_VALUE)),
        time(detail, "at"));
  }

  private static PowerView power(JsonNode it, String word) {
    return new PowerView(
        text(it, "port"),
        word,
        it.path("watts").isNumber()
            ? OptionalDouble.of(it.path("watts").asDouble(0))
            : OptionalDouble.empty(),
        time(it, "read_at"),
        text(it, "doing"),
        flag(it, "held"),
        number(it, "cycles_left"),
        time(it, "last_cycle"),
        time(it, "proven_at"),
        text(it, "proven_by"));
  }

  private static WhyStep step(JsonNode it) {
    Mood mood =
        switch (text(it, "mood")) {
          case "notice" -> Mood.NOTICE;
          case "bad" -> Mood.BAD;
          default -> Mood.PLAIN;
        };
    return new WhyStep(text(it, "word"), text(it, "text"), mood);
  }

  private Next next(JsonNode it) {
    return new Next(
        text(it, "action"), text(it, "host"), time(it, "at").orElse(at), text(it, "why"));
  }

  private IncidentView incident(JsonNode it) {
    return new IncidentView(
        it.path("id").asLong(0),
        time(it, "since").orElse(at),
        text(it, "state"),
        flag(it, "acked"));
  }

  private static OperationView operation(JsonNode it) {
    return new OperationView(
        text(it, "request_id"), text(it, "action"), text(it, "state"), text(it, "why"));
  }

  // --- values ---

  private static <T> List<T> each(JsonNode object, BiFunction<String, JsonNode, T> read) {
    var all = new ArrayList<T>();
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      if (all.size() < MOST) {
        all.add(read.apply(cut(each.getKey()), each.getValue()));
      }
    }
    return List.copyOf(all);
  }

  static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
    var all = new ArrayList<T>();
    for (JsonNode each : array) {
      if (all.size() < MOST) {
        all.add(read.apply(each));
      }
    }
    return List.copyOf(all);
  }

  static List<String> strings(JsonNode array) {
    return list(array, each -> cut(each.asString("")));
  }

  private static Map<String, String> texts(JsonNode object) {
    var all = new LinkedHashMap<String, String>();
    object
        .properties()
        .forEach(each -> all.put(cut(each.getKey()), cut(each.getValue().asString(""))));
    return all;
  }

  static Optional<Instant> time(JsonNode it, String name) {
    try {
      return some(it, name).map(Instant::parse).filter(StatusReader::thinkable);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Further off nobody means a moment, and sums with it would fail. */
  private static boolean thinkable(Instant moment) {
    return moment.isAfter(EARLIEST) && moment.isBefore(LATEST);
  }

  static Optional<String> some(JsonNode it, String name) {
    JsonNode value = it.path(name);
    return value.isString() ? Optional.of(cut(value.asString(""))) : Optional.empty();
  }

  static String text(JsonNode it, String name) {
    return some(it, name).orElse("");
  }

  static boolean flag(JsonNode it, String name) {
    return it.path(name).asBoolean(false);
  }

  static int number(JsonNode it, String name) {
    return it.path(name).asInt(0);
  }

  /** A count that is not negative; the other value when the document has none. */
  static long count(JsonNode it, String name, long otherwise) {
    JsonNode value = it.path(name);
    return value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0
        ? value.asLong()
        : otherwise;
  }

  static String cut(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }
}
