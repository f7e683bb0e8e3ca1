package io.piha.term;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the lease and the shared book lie: keys with values, leases that run out and take their
 * keys along, and transactions that are done whole or not at all. What cannot be done, or of which
 * that is not known, is {@link LeaseTrouble}. Each call has a limit of its own.
 */
public interface LeaseStore extends AutoCloseable {

  /** A value under its key, and the count of writes at which it was last put. */
  record Row(String key, Blob value, long revision) {}

  /** What has to be so, or nothing is written. */
  sealed interface Only {
    /** The key it is about. */
    String key();

    /** The key has that very value. */
    record Is(String key, Blob value) implements Only {}

    /** There is no such key. */
    record Absent(String key) implements Only {}

    /** The key was last put at that count; 0 when there is none. */
    record Unchanged(String key, long revision) implements Only {}
  }

  /** One write. */
  sealed interface Write {
    /** About how many bytes it takes on its way. */
    int size();

    /** With a lease other than 0 the key goes when the lease does. */
    record Put(String key, Blob value, long lease) implements Write {
      @Override
      public int size() {
        return key.length() + value.size() + OVERHEAD;
      }
    }

    /** Without that key from now on. */
    record Drop(String key) implements Write {
      @Override
      public int size() {
        return key.length() + OVERHEAD;
      }
    }

    /** Without the keys from the first to before the second. */
    record DropBetween(String from, String to) implements Write {
      @Override
      public int size() {
        return from.length() + to.length() + OVERHEAD;
      }
    }
  }

  /** What a write takes beside its key and value, at most. */
  int OVERHEAD = 40;

  /**
   * All of it at once.
   *
   * @param only what has to be so
   * @param writes what is done then
   * @param reads keys that are told, as they were before
   */
  record Transaction(List<Only> only, List<Write> writes, List<String> reads) {
    public Transaction {
      only = List.copyOf(only);
      writes = List.copyOf(writes);
      reads = List.copyOf(reads);
    }

    /** Only reads. */
    public static Transaction reading(String... keys) {
      return new Transaction(List.of(), List.of(), List.of(keys));
    }
  }

  /**
   * What came of a transaction.
   *
   * @param done whether all was so, and the writes were made
   * @param rows what was read, in the order asked
   */
  record Answer(boolean done, List<Optional<Row>> rows) {
    public Answer {
      rows = List.copyOf(rows);
    }
  }

  /** A new lease of at least that long. */
  long grant(Duration ttl) throws LeaseTrouble;

  /** Renews a lease; false when there is no such lease any more. */
  boolean keepAlive(long lease) throws LeaseTrouble;

  /** Ends a lease; its keys go. */
  void revoke(long lease) throws LeaseTrouble;

  /** What is left of a lease, in whole seconds, rounded down; empty when there is none. */
  Optional<Duration> left(long lease) throws LeaseTrouble;

  /**
   * One transaction.
   *
   * @param tried in words, for the trouble
   */
  Answer transact(String tried, Transaction what) throws LeaseTrouble;

  /** Everything below a prefix, in the order of the keys. */
  List<Row> under(String prefix) throws LeaseTrouble;

  /** The last so many keys below a prefix. */
  List<String> lastKeys(String prefix, int most) throws LeaseTrouble;

  @Override
  void close();
}
