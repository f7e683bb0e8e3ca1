package io.piha.alert;

import io.piha.alert.channel.Lanes;
import io.piha.alert.channel.Parcel;
import io.piha.alert.channel.Receipt;
import io.piha.alert.rules.Message;
import io.piha.alert.rules.Triage;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.journal.JournalFailed;
import io.piha.journal.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the messages of one lane out, in order. One that is not taken now is tried again, in
 * growing, jittered pauses of at most half a minute or as long as the receiver wishes; one that
 * will never be taken is counted as failed, and the next one follows.
 */
final class Postman implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(25);
  private static final Duration LOOK = Duration.ofSeconds(15);

  /** A channel that takes nothing for so long is said to fail. */
  private static final Duration FAILS_AFTER = Duration.ofMinutes(1);

  private static final Duration LAST_WORDS = Duration.ofSeconds(4);

  private final Lanes.Lane lane;
  private final Address address;
  private final Outbox outbox;
  private final InstantSource clock;
  private final Consumer<Entry> note;
  private final AlertTexts texts = new AlertTexts();
  private final Semaphore news = new Semaphore(0);
  private final Thread worker;
  private volatile @Nullable String trouble;
  private volatile boolean closing;
  private int failures;
  private @Nullable Instant failingSince;
  private boolean said;

  /**
   * Who writes.
   *
   * @param site the site's name
   * @param born names this outbox, so that ids of an earlier one never come again
   */
  record Address(String site, String born) {}

  Postman(
      Lanes.Lane lane, Address address, Outbox outbox, InstantSource clock, Consumer<Entry> note) {
    this.lane = lane;
    this.address = address;
    this.outbox = outbox;
    this.clock = clock;
    this.note = note;
    this.worker = Thread.ofVirtual().name("alert-" + lane.name()).unstarted(this::run);
  }

  void start() {
    worker.start();
  }

  /** There may be something to bring out. Does not cut a pause short. */
  void wake() {
    news.release();
  }

  /** Why the lane takes nothing at the moment. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private void run() {
    try {
      while (true) {
        boolean last = closing;
        news.drainPermits();
        Optional<Duration> pause = round();
        if (last || (closing && pause.isPresent())) {
          return;
        }
        if (pause.isPresent()) {
          rest(pause.get());
        } else {
          var _ = news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      // closed; what is owed stays owed
    }
  }

  private void rest(Duration pause) throws InterruptedException {
    Instant until = clock.instant().plus(pause);
    while (!closing && clock.instant().isBefore(until)) {
      Duration left = Duration.between(clock.instant(), until);
      var _ = news.tryAcquire(Math.clamp(left.toMillis(), 1, 1_000), TimeUnit.MILLISECONDS);
    }
  }

  /** Brings out what there is; a pause when it has to be tried again. */
  private Optional<Duration> round() {
    try {
      for (var next = outbox.next(lane.name()); next.isPresent(); ) {
        Optional<Duration> pause = bring(next.get());
        if (pause.isPresent()) {
          return pause;
        }
        next = outbox.next(lane.name());
      }
      return Optional.empty();
    } catch (JournalFailed e) {
      LOG.warn("{}", e.getMessage());
      return Optional.of(LONGEST_PAUSE);
    }
  }

  private Optional<Duration> bring(Outbox.Queued queued) throws JournalFailed {
    Optional<Message> message = texts.message(queued.body());
    if (message.isEmpty()) {
      outbox.failed(lane.name(), queued.seq(), clock.millis(), "it cannot be read");
      return Optional.empty();
    }
    Parcel parcel = parcel(queued.seq(), message.get());
    Receipt receipt = send(parcel);
    return switch (receipt) {
      case Receipt.Taken _ -> {
        outbox.delivered(lane.name(), queued.seq());
        well();
        tell(Kind.ALERT_SENT, Severity.INFO, "sent: " + message.get().title(), parcel);
        yield Optional.empty();
      }
      case Receipt.Never never -> {
        outbox.failed(lane.name(), queued.seq(), clock.millis(), never.why());
        LOG.warn("{} does not take a message: {}", lane.name(), never.why());
        tell(Kind.ALERT_FAILED, Severity.WARNING, "refused for good: " + never.why(), parcel);
        yield Optional.empty();
      }
      case Receipt.Later later -> Optional.of(later(later, parcel));
    };
  }

  private Receipt send(Parcel parcel) {
    try {
      return lane.channel().send(parcel);
    } catch (RuntimeException e) {
      LOG.error("sending to {} broke", lane.name(), e);
      return new Receipt.Never("sending broke: " + e);
    }
  }

  private Parcel parcel(long seq, Message message) {
    return new Parcel(
        address.born() + "-" + seq,
        Triage.thread(address.born(), message.thread()),
        address.site(),
        message);
  }

  private Duration later(Receipt.Later later, Parcel parcel) throws JournalFailed {
    Instant now = clock.instant();
    Instant since = failingSince == null ? now : failingSince;
    failingSince = since;
    if (trouble == null) {
      LOG.warn("{} takes no messages: {}", lane.name(), later.why());
    }
    trouble = later.why();
    if (!said && !now.isBefore(since.plus(FAILS_AFTER))) {
      said = true;
      tell(
          Kind.ALERT_FAILED,
          Severity.WARNING,
          "no message is taken; it is tried again until one is: " + later.why(),
          parcel);
    }
    failures++;
    long most =
        Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures - 1, 10));
    Duration own = Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    return later.after().filter(each -> each.compareTo(own) > 0).orElse(own);
  }

  private void well() {
    if (trouble != null) {
      LOG.info("{} takes messages again", lane.name());
    }
    trouble = null;
    failures = 0;
    failingSince = null;
    said = false;
  }

  private void tell(Kind kind, Severity severity, String reason, Parcel parcel) {
    note.accept(
        new Entry(
            kind,
            severity,
            parcel.message().service(),
            parcel.message().host(),
            null,
            Entry.CONTROL,
            lane.name() + ": " + reason,
            Map.of(
                "channel", lane.name(), "message", parcel.id(), "alert", parcel.message().kind())));
  }

  /** Makes a last round within a few seconds, if it ever began, and ends. */
  @Override
  public void close() {
    closing = true;
    news.release();
    if (worker.getState() == Thread.State.NEW) {
      return;
    }
    try {
      if (!worker.join(LAST_WORDS)) {
        worker.interrupt();
        worker.join(Duration.ofSeconds(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
