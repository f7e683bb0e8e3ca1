package io.piha.monitor;

import io.piha.arbiter.Signal;
import io.piha.engine.Inbox;
import io.piha.engine.NameLookup;
import io.piha.site.HostPort;
import io.piha.site.Witness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Asks the witnesses outside this machine whether they answer. When none does, the control plane
 * itself is cut off, and its silence proves nothing.
 *
 * <p>Each is asked twice within a round before it counts as silent: one lost packet is no
 * blindness.
 */
public final class Witnesses implements AutoCloseable {

  private final List<Witness> witnesses;
  private final Duration every;
  private final Duration timeout;
  private final Inbox inbox;
  private final NameLookup names;
  private final Echo echo = new Echo();
  private final Function<String, Optional<String>> switchSilence;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("witness-schedule").factory());

  /**
   * @param every how often all of them are asked
   * @param timeout of one try
   * @param switchSilence asks a switch by its name: why it is silent, or empty
   */
  public Witnesses(
      List<Witness> witnesses,
      Duration every,
      Duration timeout,
      Inbox inbox,
      NameLookup names,
      Function<String, Optional<String>> switchSilence) {
    this.witnesses = List.copyOf(witnesses);
    this.every = every;
    this.timeout = timeout;
    this.inbox = inbox;
    this.names = names;
    this.switchSilence = switchSilence;
  }

  /** Begins to ask. */
  public void start() {
    var _ =
        schedule.scheduleWithFixedDelay(
            () -> inbox.offer(round()), 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Asks every witness once, all at the same time. */
  public Signal.WitnessRound round() {
    Map<String, CompletableFuture<String>> asked = new LinkedHashMap<>();
    for (Witness each : witnesses) {
      asked.put(each.name(), CompletableFuture.supplyAsync(() -> twice(each), threads));
    }
    Map<String, String> answers = new LinkedHashMap<>();
    long patience = timeout.multipliedBy(2).plusMillis(500).toMillis();
    asked.forEach((name, answer) -> answers.put(name, await(answer, patience)));
    return new Signal.WitnessRound(answers);
  }

  private static String await(CompletableFuture<String> answer, long patience) {
    try {
      return answer.get(patience, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return "no answer";
    } catch (ExecutionException e) {
      return "cannot be asked: " + e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "not asked";
    }
  }

  private String twice(Witness witness) {
    String first = ask(witness);
    return first.isEmpty() ? first : ask(witness);
  }

  /** Empty when it answers, else why not. */
  private String ask(Witness witness) {
    return switch (witness) {
      case Witness.Tcp tcp -> connect(tcp.address());
      case Witness.Http http -> connect(address(http.url().reveal()));
      case Witness.Icmp icmp -> ping(icmp.host());
      case Witness.OfSwitch of -> switchSilence.apply(of.switchName()).orElse("");
    };
  }

  private static HostPort address(String url) {
    URI uri = URI.create(url);
    int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    return new HostPort(uri.getHost(), port);
  }

  /** A connection, or its refusal: both prove that the network carries. */
  private String connect(HostPort address) {
    try (Socket socket = new Socket()) {
      InetAddress host = names.find(address.host(), timeout).getFirst();
      socket.connect(new InetSocketAddress(host, address.port()), (int) timeout.toMillis());
      return "";
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      return why.contains("refused") || why.contains("reset") ? "" : why;
    }
  }

  private String ping(String host) {
    try {
      return echo.ask(names.find(host, timeout).getFirst(), timeout);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
    threads.shutdownNow();
  }
}
