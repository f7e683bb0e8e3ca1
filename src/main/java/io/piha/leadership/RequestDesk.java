package io.piha.leadership;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Request;
import io.piha.arbiter.Signal;
import io.piha.engine.Inbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/**
 * Takes requests in, one after the other, on a thread of its own: checking a signature may touch
 * the disk. Passes good ones on and refuses the others, to the one who asked and to the audit.
 */
final class RequestDesk implements AutoCloseable {
  private static final int CAPACITY = 256;
  private static final long LOOK_UP_MILLIS = 5_000;

  private final BlockingQueue<Incoming> queue = new ArrayBlockingQueue<>(CAPACITY);

  /** Whoever does not sign, where that is allowed. */
  private static final String UNSIGNED = "";

  private final Responders responders = new Responders();
  private final Allowance allowance = new Allowance();
  private final RefusalBook refusals = new RefusalBook();
  private final boolean open;
  private final Signatures signatures;
  private final Inbox inbox;
  private final InstantSource clock;
  private final BiConsumer<Responders.ReplyTo, Effect.Answer> reply;
  private final Thread worker;
  private volatile boolean closed;

  /** A request as it came, not judged yet. */
  record Incoming(
      ServiceTopics topics,
      CommandMessage message,
      Supplier<byte[]> payload,
      List<UserProperty> properties,
      Optional<Responders.ReplyTo> replyTo,
      Instant arrivedAt) {}

  RequestDesk(
      boolean open,
      Signatures signatures,
      Inbox inbox,
      InstantSource clock,
      BiConsumer<Responders.ReplyTo, Effect.Answer> reply) {
    this.open = open;
    this.signatures = signatures;
    this.inbox = inbox;
    this.clock = clock;
    this.reply = reply;
    this.worker = Thread.ofVirtual().name("mqtt-requests").start(this::run);
  }

  /** Takes a request. Never blocks; one too many is refused at once. */
  void offer(Incoming incoming) {
    if (!queue.offer(incoming)) {
      refuse(incoming, "", CommandReader.UNNAMED, "too many requests at once: ask again");
    }
  }

  /** Answers whoever asked; nobody, when nobody waits for it. */
  void answer(Effect.Answer answer) {
    responders.take(answer.requestId(), clock.instant()).ifPresent(to -> reply.accept(to, answer));
  }

  private void run() {
    while (!closed) {
      try {
        Incoming incoming = queue.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
        if (incoming != null) {
          receive(incoming);
        }
        refusals.due(clock.instant()).forEach(inbox::offer);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        inbox.offer(new Signal.Unreadable("", "cmd", "a request failed: " + e));
      }
    }
  }

  private void receive(Incoming incoming) {
    switch (incoming.message()) {
      case CommandMessage.Ask ask -> judge(incoming, ask.request());
      case CommandMessage.BadRequest bad -> refuse(incoming, bad.id(), bad.by(), bad.why());
      case CommandMessage.Garbage garbage -> {
        inbox.offer(Wire.unreadable(incoming.topics(), incoming.topics().cmd(), garbage.why()));
        answerNow(incoming, new Effect.Answer("", false, garbage.why()));
      }
      case CommandMessage.OwnOrder _, CommandMessage.ForeignOrder _ -> {
        // orders never come to this desk
      }
    }
  }

  private void judge(Incoming incoming, Request request) {
    boolean plain = incoming.properties().stream().noneMatch(SignedBy::belongs);
    if (open && plain) {
      pass(incoming, request, UNSIGNED);
      return;
    }
    Signatures.Verdict verdict =
        signatures.verify(
            incoming.topics().cmd(),
            incoming.payload().get(),
            incoming.properties(),
            incoming.arrivedAt());
    switch (verdict) {
      case Signatures.Verdict.Signed signed ->
          pass(incoming, request.askedBy(CommandReader.by(signed.operator())), signed.operator());
      case Signatures.Verdict.Refused refused ->
          refuse(
              incoming,
              request.id(),
              refused.claimed().isEmpty() ? request.by() : CommandReader.by(refused.claimed()),
              refused.why());
    }
  }

  private void pass(Incoming incoming, Request request, String who) {
    Optional<Duration> wait = allowance.take(who, clock.instant());
    if (wait.isPresent()) {
      refuse(
          incoming,
          request.id(),
          request.by(),
          "too many requests: at most %d at once and one each second; ask again in %d s"
              .formatted(Allowance.AT_ONCE, wait.get().toSeconds() + 1));
    } else if (responders.add(request.id(), incoming.replyTo(), clock.instant())) {
      inbox.offer(new Signal.Asked(request));
    } else {
      refuse(incoming, request.id(), request.by(), "too many requests wait for their answer");
    }
  }

  private void refuse(Incoming incoming, String id, String by, String why) {
    String service = incoming.topics().service();
    if (refusals.tells(service, why, clock.instant())) {
      inbox.offer(new Signal.RequestRefused(service, id, by, why));
    }
    answerNow(incoming, new Effect.Answer(id, false, why));
  }

  private void answerNow(Incoming incoming, Effect.Answer answer) {
    incoming.replyTo().ifPresent(to -> reply.accept(to, answer));
  }

  @Override
  public void close() {
    closed = true;
    worker.interrupt();
    refusals.all().forEach(inbox::offer);
  }
}
