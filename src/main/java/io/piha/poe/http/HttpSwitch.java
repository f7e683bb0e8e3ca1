package io.piha.poe.http;

import io.piha.arbiter.PortReading;
import io.piha.arbiter.PortReading.Delivery;
import io.piha.poe.PoeSwitch;
import io.piha.poe.PortRow;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.RestAnswer;
import io.piha.poe.rest.RestCall;
import io.piha.poe.rest.RestClient;
import io.piha.site.Capability;
import io.piha.site.SecretText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** A switch that is told as the site file says. It knows nothing but what the file describes. */
public final class HttpSwitch implements PoeSwitch {
  /** What a regular expression is tried on; a slow one shall not take long on a long answer. */
  private static final int MOST_CHARACTERS = 65_536;

  private final HttpConfig config;
  private final RestClient client;

  public HttpSwitch(HttpConfig config, RestClient client) {
    this.config = config;
    this.client = client;
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public Set<Capability> capabilities() {
    return config.capabilities();
  }

  @Override
  public Duration longestCall() {
    return client.longest();
  }

  @Override
  public PortReading read(String port) throws SwitchTrouble {
    String tried = "reading port " + port + " of " + name();
    HttpStatus status =
        config
            .status()
            .orElseThrow(() -> refused(tried + ": the site file describes no status request"));
    return client.talk(
        tried,
        round -> {
          RestAnswer answer = round.send(call(tried, status.call(), port));
          if (!answer.isSuccess()) {
            throw round.status(answer, "");
          }
          return reading(round, status, answer.body());
        });
  }

  private static PortReading reading(RestClient.Round round, HttpStatus status, String body)
      throws SwitchTrouble {
    boolean on = found(status.on(), body);
    boolean off = found(status.off(), body);
    if (on == off) {
      throw round.bad(
          (on ? "both on_when and off_when are" : "neither on_when nor off_when is")
              + " found in the answer");
    }
    return on
        ? new PortReading(true, Delivery.DELIVERING, OptionalDouble.empty())
        : new PortReading(false, Delivery.NOT_DELIVERING, OptionalDouble.empty());
  }

  private static boolean found(Pattern pattern, String body) {
    return pattern
        .matcher(body.length() > MOST_CHARACTERS ? body.substring(0, MOST_CHARACTERS) : body)
        .find();
  }

  @Override
  public void set(String port, boolean on, BooleanSupplier permit) throws SwitchTrouble {
    Optional<HttpCall> described = on ? config.on() : config.off();
    command(
        "switching port " + port + " of " + name() + (on ? " on" : " off"),
        described,
        port,
        permit);
  }

  @Override
  public void cycle(String port, BooleanSupplier permit) throws SwitchTrouble {
    command("cycling port " + port + " of " + name(), config.cycle(), port, permit);
  }

  private void command(
      String tried, Optional<HttpCall> described, String port, BooleanSupplier permit)
      throws SwitchTrouble {
    HttpCall call =
        described.orElseThrow(() -> refused(tried + ": the site file describes no request for it"));
    RestCall request = call(tried, call, port);
    client.talk(
        tried,
        round -> {
          if (!permit.getAsBoolean()) {
            throw round.notSent();
          }
          RestAnswer answer = round.send(request);
          if (!answer.isSuccess()) {
            throw round.status(answer, "");
          }
          return answer;
        });
  }

  private static RestCall call(String tried, HttpCall call, String port) throws SwitchTrouble {
    String encoded = URLEncoder.encode(port, StandardCharsets.UTF_8).replace("+", "%20");
    HttpUrl url = HttpUrl.parse(call.url().reveal().replace("{port}", encoded));
    if (url == null) {
      throw refused(tried + ": with this port the address is none");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    Optional<String> body = call.body().map(each -> each.reveal().replace("{port}", port));
    boolean typed = call.headers().keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase);
    if (body.isPresent() && !typed) {
      boolean json = body.get().stripLeading().startsWith("{");
      headers.put("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded");
    }
    call.headers().forEach((name, value) -> headers.put(name, value.reveal()));
    return new RestCall(call.method(), url, headers, body);
  }

  @Override
  public Duration uptime() throws SwitchTrouble {
    throw new SwitchTrouble(
        SwitchTrouble.Kind.BAD_ANSWER, name() + " (http) does not tell its uptime");
  }

  @Override
  public List<PortRow> ports() throws SwitchTrouble {
    throw new SwitchTrouble(
        SwitchTrouble.Kind.BAD_ANSWER, name() + " (http) does not tell which ports it has");
  }

  /** Any answer at all to the root of its address. */
  @Override
  public Optional<String> silence() {
    SecretText any =
        config
            .status()
            .map(HttpStatus::call)
            .or(config::cycle)
            .or(config::on)
            .map(HttpCall::url)
            .orElse(SecretText.of(""));
    String tried = "asking whether " + name() + " answers";
    HttpUrl url = HttpUrl.parse(any.reveal().replace("{port}", "1"));
    if (url == null) {
      return Optional.of(tried + ": its address is none");
    }
    HttpUrl root = url.newBuilder().encodedPath("/").query(null).fragment(null).build();
    try {
      client.talk(tried, round -> round.send(RestCall.get(root)));
      return Optional.empty();
    } catch (SwitchTrouble trouble) {
      return switch (trouble.kind()) {
        case REFUSED, BAD_ANSWER -> Optional.empty();
        case NO_ANSWER, NOT_SENT -> Optional.of(trouble.words());
      };
    }
  }

  private static SwitchTrouble refused(String words) {
    return new SwitchTrouble(SwitchTrouble.Kind.REFUSED, words);
  }

  @Override
  public void close() {}
}
