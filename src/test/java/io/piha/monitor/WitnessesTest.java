package io.piha.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.Signal;
import io.piha.engine.NameLookup;
import io.piha.site.HostPort;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import io.piha.site.Witness;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WitnessesTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Witness RACK = new Witness.OfSwitch("rack");

  private final NameLookup names = new NameLookup();
  private final Queue<Signal> heard = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    names.close();
  }

  private Witnesses witnesses(
      Witness witness, Duration every, Function<String, Optional<String>> silence) {
    return new Witnesses(List.of(witness), every, TIMEOUT, heard::add, names, silence);
  }

  private String ask(Witness witness, Function<String, Optional<String>> silence) {
    try (Witnesses asked = witnesses(witness, Duration.ofHours(1), silence)) {
      return Objects.requireNonNull(asked.round().answers().get(witness.name()));
    }
  }

  private String ask(Witness witness) {
    return ask(witness, _ -> Optional.of("no such switch"));
  }

  private static Witness tcp(String host, int port) {
    return new Witness.Tcp(new HostPort(host, port));
  }

  @Test
  void an_open_port_answers_and_a_refusal_is_an_answer_too() {
    int port;
    try (WickedServer server = WickedServer.saying(200, "")) {
      port = server.port();
      assertThat(ask(tcp("127.0.0.1", port))).isEmpty();
      assertThat(ask(new Witness.Http(SecretText.of(server.url("/")), Trust.SYSTEM))).isEmpty();
    }
    assertThat(ask(tcp("127.0.0.1", port))).isEmpty();
  }

  @Test
  void a_name_that_is_none_has_not_answered() {
    assertThat(ask(tcp("no-such-host.invalid", 53))).contains("not found");
  }

  @Test
  void a_switch_answers_through_its_driver() {
    assertThat(ask(RACK, _ -> Optional.empty())).isEmpty();
    assertThat(ask(RACK, _ -> Optional.of("no answer"))).isEqualTo("no answer");
  }

  @Test
  void one_lost_try_is_no_blindness() {
    AtomicInteger asked = new AtomicInteger();
    String answer =
        ask(RACK, _ -> asked.incrementAndGet() == 1 ? Optional.of("lost") : Optional.empty());
    assertThat(answer).isEmpty();
    assertThat(asked).hasValue(2);
  }

  @Test
  void an_echo_comes_back_or_it_is_said_why_not() {
    assertThat(ask(new Witness.Icmp("127.0.0.1")))
        .matches("|icmp is not possible here.*|no echo.*|ping failed.*");
  }

  @Test
  void all_are_asked_again_and_again() {
    try (Witnesses witnesses = witnesses(RACK, Duration.ofMillis(20), _ -> Optional.empty())) {
      witnesses.start();
      await().until(() -> heard.size() >= 3);
    }
  }
}
