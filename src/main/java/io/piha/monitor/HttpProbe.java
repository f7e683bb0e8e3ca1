package io.piha.monitor;

import io.piha.arbiter.Verdict;
import io.piha.engine.NameLookup;
import io.piha.site.Probe;
import io.piha.site.ProbeKind;
import io.piha.site.Secret;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** A probe over HTTP; docs/probes.md tells what each kind believes. Asked by one at a time. */
final class HttpProbe {
  /** An invalid request to Core's API raises a notification in the house, so it is made rarely. */
  private static final Duration SHYNESS = Duration.ofHours(1);

  private static final Duration CONFIG_EVERY = Duration.ofMinutes(5);

  /** A Core that starts for longer than this does not start. */
  private static final Duration LONGEST_START = Duration.ofMinutes(15);

  private final Probe probe;
  private final Duration timeout;
  private final InstantSource clock;
  private final HttpExchange http;
  private final Judge judge = new Judge();
  private @Nullable Instant shyUntil;
  private @Nullable Instant startingSince;
  private @Nullable Instant configDueAt;

  /**
   * A probe that has not asked yet.
   *
   * @param timeout bounds each look as a whole
   * @param clock the engine's
   */
  HttpProbe(Probe probe, Duration timeout, NameLookup names, InstantSource clock)
      throws GeneralSecurityException, IOException {
    this.probe = probe;
    this.timeout = timeout;
    this.clock = clock;
    this.http = new HttpExchange(probe.trust(), names, clock);
  }

  /** Asks anew and judges; returns within the time-out whatever the peer does. */
  synchronized Finding look() {
    Instant start = clock.instant();
    HttpUrl url = HttpUrl.parse(probe.url().reveal());
    if (url == null) {
      return Finding.unknown("not an http address");
    }
    try {
      return patiently(judge(url, start.plus(timeout)), start);
    } catch (IOException e) {
      return Failure.of(e, timeout);
    }
  }

  private Finding judge(HttpUrl url, Instant deadline) throws IOException {
    if (probe.kind() != ProbeKind.CORE) {
      return judge.judge(probe.kind(), fetch(url, deadline), hasToken());
    }
    if (shyUntil != null && clock.instant().isBefore(shyUntil)) {
      fetch(manifest(url), deadline);
      return Finding.unknown("answers, but the API wants a token");
    }
    Answer answer = fetch(url, deadline);
    shyUntil = answer.code() == 401 && !hasToken() ? clock.instant().plus(SHYNESS) : null;
    Finding first = judge.judge(ProbeKind.CORE, answer, hasToken());
    return first.verdict() == Verdict.UP && hasToken() ? deeper(url, first, deadline) : first;
  }

  /**
   * "API running" comes from a Core that starts or runs in recovery mode, too; its state is asked
   * each time and its configuration now and then. Only a clear no counts against the first answer.
   */
  private Finding deeper(HttpUrl url, Finding first, Instant deadline) {
    String path = url.encodedPath();
    Instant now = clock.instant();
    if (path.endsWith("/api/") || path.endsWith("/api")) {
      Optional<Finding> state = contrary(url, "/api/core/state", deadline);
      if (state.isPresent()) {
        return state.get();
      }
    }
    if (!path.endsWith("/config") && (configDueAt == null || !now.isBefore(configDueAt))) {
      Optional<Finding> config = contrary(url, "/api/config", deadline);
      // A Core that said no is asked again each time, until it says something better.
      configDueAt = config.isEmpty() ? now.plus(CONFIG_EVERY) : null;
      return config.orElse(first);
    }
    return first;
  }

  /** What a second address says other than "up", where it says anything readable. */
  private Optional<Finding> contrary(HttpUrl url, String path, Instant deadline) {
    try {
      Answer answer = fetch(url.newBuilder().encodedPath(path).query(null).build(), deadline);
      if (!answer.isSuccess() || answer.cut() || !answer.text().contains("\"state\"")) {
        return Optional.empty();
      }
      Finding second = judge.judge(ProbeKind.CORE, answer, true);
      return second.verdict() == Verdict.UP ? Optional.empty() : Optional.of(second);
    } catch (IOException noSecondAnswer) {
      return Optional.empty();
    }
  }

  private Finding patiently(Finding judged, Instant now) {
    if (!judged.words().equals(CoreAnswer.STARTING)) {
      startingSince = null;
      return judged;
    }
    if (startingSince == null) {
      startingSince = now;
    }
    Duration since = Duration.between(startingSince, now);
    return since.compareTo(LONGEST_START) < 0
        ? judged
        : Finding.down("Core starting for " + since.toMinutes() + " min");
  }

  /** Follows one redirect that keeps the method, and only on the same host. */
  private Answer fetch(HttpUrl url, Instant deadline) throws IOException {
    Answer answer = http.get(url, token(), deadline);
    HttpUrl target = url.resolve(answer.location());
    boolean follow =
        (answer.code() == 307 || answer.code() == 308)
            && target != null
            && target.host().equals(url.host())
            // A token that was meant for TLS does not go out in clear.
            && (target.isHttps() || !url.isHttps());
    return follow && target != null ? http.get(target, token(), deadline) : answer;
  }

  private static HttpUrl manifest(HttpUrl url) {
    return url.newBuilder().encodedPath("/manifest.json").query(null).build();
  }

  private Optional<Secret> token() {
    return probe.token();
  }

  private boolean hasToken() {
    return probe.token().isPresent();
  }
}
