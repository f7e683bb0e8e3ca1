package io.piha.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.alert.channel.HookSink;
import io.piha.alert.rules.Event;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.site.Alerting;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import io.piha.testing.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dead man's switch: somebody outside hears of us as long as the loop turns, and no longer. */
class WatchdogTest {
  private final NameLookup names = new NameLookup();
  private final List<Event.Noticed> notices = new CopyOnWriteArrayList<>();
  private final AtomicBoolean turns = new AtomicBoolean(true);
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void close() {
    names.close();
  }

  private Watchdog start(String url, Duration unheard) throws Exception {
    return Watchdog.start(
        new Alerting.Watchdog(SecretText.of(url), Duration.ofMillis(20), Trust.SYSTEM),
        () -> {
          asked.incrementAndGet();
          return turns.get();
        },
        names,
        new EngineClock(),
        notices::add,
        unheard);
  }

  @Test
  void itIsCalledWhileTheLoopTurnsAndNotWhenItStands() throws Exception {
    try (HookSink outside = new HookSink();
        Watchdog _ = start(outside.url("/ping/uuid"), Duration.ofMinutes(10))) {
      await("calls").until(() -> outside.hits().size() > 3);
      assertThat(outside.hits().getFirst().path()).isEqualTo("/ping/uuid");
      turns.set(false);
      int then = asked.get();
      await("the last one is through").until(() -> asked.get() > then + 2);
      int calls = outside.hits().size();
      int now = asked.get();
      await("it goes on asking").until(() -> asked.get() > now + 5);
      assertThat(outside.hits()).hasSize(calls);
      turns.set(true);
      await("calls again").until(() -> outside.hits().size() > calls + 2);
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void peopleAtHomeAreToldWhenNobodyOutsideHearsOfUsAndWhenTheyDoAgain() throws Exception {
    int port = Ports.free();
    try (Watchdog _ = start("http://127.0.0.1:" + port + "/ping", Duration.ofMillis(100))) {
      await("told").until(() -> notices.stream().anyMatch(Event.Noticed::active));
      assertThat(notices.getFirst().title()).isEqualTo("the watchdog outside is not reached");
      try (HookSink outside = new HookSink(port)) {
        outside.answer(500, "broken", Map.of());
        int before = notices.size();
        await("an answer that is none counts as well").until(() -> notices.size() > before + 2);
        assertThat(notices.getLast().text()).contains("it answered 500");
        outside.answer(200, "OK", Map.of());
        await("over").until(() -> !notices.getLast().active());
      }
    }
  }
}
