package io.piha.term;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** What stands in etcd beside the states: small JSON documents, and their keys. */
final class Notes {

  private static final int LONGEST = 4_096;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final String root;

  /** The keys of one site. */
  Notes(String site) {
    root = "/piha/" + site + "/";
  }

  /**
   * Who has the lease. Its key hangs on the lease and goes with it; its bytes are unique, for etcd
   * lends no lease twice, and every write is made only while they stand there.
   *
   * @param home the lock that this holder has on its data folder; two that live never share one
   * @param term counts holders
   */
  record Holder(String id, String home, long term, long lease, long ttlMillis) {}

  /**
   * The newest term, left behind by its holder.
   *
   * @param resigned it was given back, by one that had stopped acting before
   * @param successor whom it was given to; absent for whoever comes
   */
  record Term(
      long number, String id, long ttlMillis, boolean resigned, @Nullable String successor) {

    static final Term NONE = new Term(0, "", 0, false, null);
  }

  /** How much was written, by which a lost or restored store is found out. */
  record Written(long term, long serial) implements Comparable<Written> {

    static final Written NOTHING = new Written(0, 0);

    @Override
    public int compareTo(Written other) {
      return term == other.term
          ? Long.compare(serial, other.serial)
          : Long.compare(term, other.term);
    }
  }

  /** The holder's clock when it wrote this. */
  record Clock(String by, Instant at) {}

  /** One that waits for the lease. */
  record Waiting(String id) {}

  String holder() {
    return root + "holder";
  }

  String term() {
    return root + "term";
  }

  String written() {
    return root + "written";
  }

  String clock() {
    return root + "clock";
  }

  String states() {
    return root + "state/";
  }

  String seen() {
    return root + "seen/";
  }

  /** What people were told; no note of ours, for its meaning is the alerts'. */
  String told() {
    return root + "told";
  }

  String waiting() {
    return root + "waiting/";
  }

  static Blob encode(Object note) {
    return Blob.of(MAPPER.writeValueAsBytes(note));
  }

  /**
   * Reads a note.
   *
   * @throws LeaseTrouble when somebody else wrote it
   */
  static <T> T read(LeaseStore.Row from, Class<T> type) throws LeaseTrouble {
    return read(from.value().bytes(), type, from.key());
  }

  static <T> T read(byte[] text, Class<T> type, String key) throws LeaseTrouble {
    try {
      if (text.length <= LONGEST) {
        T read = MAPPER.readValue(text, type);
        if (read != null && isWhole(read)) {
          return read;
        }
      }
    } catch (JacksonException e) {
      throw new LeaseTrouble("the key " + key + " in etcd cannot be read: " + place(e), e);
    }
    throw new LeaseTrouble("the key " + key + " in etcd cannot be read: it is not one of ours");
  }

  /** A document without its names is nobody's. */
  @SuppressWarnings("ConstantValue") // what was read may lack anything
  private static boolean isWhole(Object note) {
    return switch (note) {
      case Holder holder -> holder.id() != null && holder.home() != null;
      case Term term -> term.id() != null;
      case Clock clock -> clock.by() != null && clock.at() != null;
      case Waiting waiting -> waiting.id() != null;
      default -> true;
    };
  }

  private static String place(JacksonException failure) {
    var at = failure.getLocation();
    String where = at == null ? "" : " (line " + at.getLineNr() + ", " + at.getColumnNr() + ")";
    return failure.getOriginalMessage() + where;
  }
}
