package io.piha.engine;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.piha.arbiter.Arbiter;
import io.piha.arbiter.Book;
import io.piha.arbiter.Phase;
import io.piha.arbiter.PortId;
import io.piha.arbiter.PortState;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The books of the arbiter as bytes for the journal, and back.
 *
 * <p>Times are kept as instants of the engine's clock. Should the wall clock stand earlier at the
 * next start than when they were written, all of them are moved back by the difference, so that
 * nothing written seems to lie in the future (rule S20).
 */
final class StateCodec {

  private static final String SERVICE = "service/";
  private static final String PORT = "port/";
  private static final String SITE = "site";

  private final JsonMapper mapper;

  /** The clocks of a machine drift apart a little. */
  private static final Duration CLOCKS_AGREE = Duration.ofSeconds(2);

  StateCodec() {
    this(Duration.ZERO);
  }

  private StateCodec(Duration shift) {
    SimpleModule times = new SimpleModule();
    times.addDeserializer(
        Instant.class,
        new ValueDeserializer<Instant>() {
          @Override
          public Instant deserialize(JsonParser parser, DeserializationContext context) {
            return Instant.parse(parser.getString()).plus(shift);
          }
        });
    this.mapper =
        JsonMapper.builder()
            .addModule(times)
            .addMixIn(Phase.class, Typed.class)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
  }

  /** Phases carry their name, so that the right one is read back. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "phase")
  private interface Typed {}

  record SavedService(Book book, long revision) {}

  record SavedPort(PortId id, PortState.PortBook book) {}

  /**
   * What is kept of the site.
   *
   * @param bootId names the machine's run in which it was written
   * @param upMillis how long the machine had run then; absent where that is not known
   * @param bootGrace until when hosts may still be booting since then; absent in older journals
   */
  record SavedSite(
      long nextIncident,
      Instant at,
      String bootId,
      @Nullable Long upMillis,
      @Nullable Instant bootGrace) {}

  static String serviceKey(String service) {
    return SERVICE + service;
  }

  static String portKey(PortId port) {
    return PORT + port;
  }

  static String siteKey() {
    return SITE;
  }

  byte[] encode(Object saved) {
    return mapper.writeValueAsBytes(saved);
  }

  /**
   * What was loaded.
   *
   * @param machineRestarted whether the machine itself has started since it was written
   * @param asWritten whether it stands in the store as it is; not when it is new, nor when its
   *     times were moved
   */
  record Restored(State state, boolean machineRestarted, boolean asWritten) {}

  static Restored restore(
      Map<String, byte[]> saved, SitePolicy policy, Instant now, MachineRun run) {
    return restore(saved, policy, now, run, Takeover.NONE);
  }

  static Restored restore(
      Map<String, byte[]> saved,
      SitePolicy policy,
      Instant now,
      MachineRun run,
      Takeover takeover) {
    StateCodec plain = new StateCodec();
    byte[] siteBytes = saved.get(SITE);
    if (siteBytes == null) {
      return new Restored(Arbiter.begin(policy, now), false, false);
    }
    SavedSite site = plain.read(siteBytes, SavedSite.class, SITE);
    Duration shift =
        takeover.ahead().map(StateCodec::ifWrong).orElseGet(() -> shift(site, now, run));
    StateCodec codec = new StateCodec(shift);
    Map<String, Book> books = new HashMap<>();
    Map<String, Long> revisions = new HashMap<>();
    Map<PortId, PortState.PortBook> ports = new HashMap<>();
    saved.forEach(
        (key, bytes) -> {
          if (key.startsWith(SERVICE)) {
            SavedService service = codec.read(bytes, SavedService.class, key);
            String name = key.substring(SERVICE.length());
            books.put(name, service.book().knowing(takeover.highest().getOrDefault(name, 0L)));
            revisions.put(name, service.revision());
          } else if (key.startsWith(PORT)) {
            SavedPort port = codec.read(bytes, SavedPort.class, key);
            ports.put(port.id(), port.book());
          }
        });
    State state = Arbiter.begin(policy, now, books, revisions, ports, site.nextIncident());
    Instant grace = site.bootGrace();
    if (grace != null) {
      state = state.booting(grace.plus(shift));
    }
    boolean restarted =
        takeover.ahead().isEmpty()
            && !run.bootId().isEmpty()
            && !run.bootId().equals(site.bootId());
    boolean asWritten = shift.isZero() && takeover.highest().isEmpty();
    return new Restored(state, restarted, asWritten);
  }

  /**
   * By how much what was written is moved, so that the guard's intervals are as old as they really
   * are. A process anchors its clock at the wall's, which may have been corrected in between; on
   * the same run of the machine the time since its boot knows better (S20).
   */
  private static Duration shift(SavedSite site, Instant now, MachineRun run) {
    Duration passed = Duration.between(site.at(), now);
    Long then = site.upMillis();
    long up = run.upMillis().getAsLong();
    if (then != null
        && up >= then
        && run.bootId().equals(site.bootId())
        && !run.bootId().isEmpty()) {
      return ifWrong(passed.minusMillis(up - then));
    }
    return passed.isNegative() ? passed : Duration.ZERO;
  }

  private static Duration ifWrong(Duration by) {
    return by.abs().compareTo(CLOCKS_AGREE) < 0 ? Duration.ZERO : by;
  }

  /** The highest epoch that each service's book knows of. */
  static Map<String, Long> highest(Map<String, byte[]> saved) {
    StateCodec codec = new StateCodec();
    Map<String, Long> highest = new HashMap<>();
    saved.forEach(
        (key, bytes) -> {
          if (key.startsWith(SERVICE)) {
            Book book = codec.read(bytes, SavedService.class, key).book();
            highest.put(key.substring(SERVICE.length()), book.highest());
          }
        });
    return highest;
  }

  private <T> T read(byte[] bytes, Class<T> type, String key) {
    try {
      return mapper.readValue(bytes, type);
    } catch (JacksonException e) {
      throw new IllegalStateException(
          "the journal's entry "
              + key
              + " cannot be read by this version: "
              + e.getOriginalMessage(),
          e);
    }
  }
}
