package io.piha.cli;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Request;
import io.piha.leadership.MqttRequester;
import io.piha.request.LocalClient;
import io.piha.site.Operator;
import io.piha.site.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Reaches the active control plane: over the socket in the data folder on its own machine, so that
 * it works while the broker is down, else over the broker.
 */
final class Asking {

  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final Site site;

  Asking(Site site) {
    this.site = site;
  }

  /**
   * What came back.
   *
   * @param again in how long the reason of a refusal is gone, where it ends by itself
   */
  record Reply(boolean accepted, String why, Optional<Duration> again) {}

  /** Asks; empty when nobody answered. */
  Optional<Reply> ask(Request request, Optional<String> operator)
      throws IOException, InterruptedException {
    Optional<LocalClient> local = LocalClient.connect(site.dataDir());
    if (local.isPresent()) {
      try (LocalClient client = local.get()) {
        LocalClient.Reply reply = client.request(request);
        return Optional.of(new Reply(reply.accepted(), reply.why(), reply.again()));
      }
    }
    try (MqttRequester broker = broker()) {
      Optional<MqttRequester.Signer> signer =
          operator
              .flatMap(name -> Optional.ofNullable(site.operators().get(name)))
              .map(each -> signer(each));
      return broker.ask(request, signer, PATIENCE).map(Asking::reply);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static MqttRequester.Signer signer(Operator operator) {
    return new MqttRequester.Signer(operator.name(), operator.key().reveal());
  }

  private static Reply reply(Effect.Answer answer) {
    return new Reply(answer.accepted(), answer.why(), answer.again());
  }

  /** The status document of the active control plane; empty when none answered. */
  Optional<String> status() throws InterruptedException {
    Optional<LocalClient> local = LocalClient.connect(site.dataDir());
    if (local.isPresent()) {
      try (LocalClient client = local.get()) {
        return Optional.of(client.status());
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    try (MqttRequester broker = broker()) {
      return broker.status(PATIENCE).map(json -> new String(json, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private MqttRequester broker() throws IOException, InterruptedException {
    String visitor = "piha-cli-" + UUID.randomUUID().toString().substring(0, 8);
    return MqttRequester.open(
        BrokerSettings.visitor(site, visitor), Clock.systemUTC(), Duration.ofSeconds(4));
  }
}
