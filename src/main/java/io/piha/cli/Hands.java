package io.piha.cli;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Signal;
import io.piha.engine.Effectors;
import io.piha.engine.Inbox;
import io.piha.poe.PowerHand;
import io.piha.request.LocalDoor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine's hands. The adapters behind them can be exchanged while the engine runs, when the
 * configuration changes.
 */
final class Hands implements Effectors {

  private final DryRuns dryRuns;
  private @Nullable Inbox inbox;
  private volatile @Nullable Adapters adapters;
  private volatile @Nullable PowerHand power;
  private volatile @Nullable Upkeeper upkeeper;
  private volatile @Nullable LocalDoor door;
  private volatile Consumer<String> leaving = _ -> {};
  private final ConcurrentMap<String, CompletableFuture<Effect.Answer>> expected =
      new ConcurrentHashMap<>();

  Hands(DryRuns dryRuns) {
    this.dryRuns = dryRuns;
  }

  void join(Inbox to, PowerHand hand) {
    inbox = to;
    power = hand;
  }

  /** The answer to a request that comes from within this process. */
  CompletableFuture<Effect.Answer> expect(String requestId) {
    CompletableFuture<Effect.Answer> answer = new CompletableFuture<>();
    expected.put(requestId, answer);
    var _ =
        answer.orTimeout(30, TimeUnit.SECONDS).whenComplete((_, _) -> expected.remove(requestId));
    return answer;
  }

  void use(Adapters next) {
    adapters = next;
  }

  void use(Upkeeper next) {
    upkeeper = next;
  }

  void use(LocalDoor next) {
    door = next;
  }

  @Override
  public void broker(Effect.ToBroker effect) {
    Adapters now = adapters;
    if (now != null) {
      now.link().offer(effect);
      return;
    }
    switch (effect) {
      case Effect.PublishState said ->
          tell(
              new Signal.StatePublished(
                  said.service(), said.state(), said.epoch(), false, "not connected yet"));
      case Effect.SendOrder sent ->
          tell(new Signal.OrderSent(sent.service(), sent.order().id(), false, "not connected yet"));
      case Effect.PublishFreeze _ -> {}
    }
  }

  private void tell(Signal signal) {
    if (inbox != null) {
      inbox.offer(signal);
    }
  }

  @Override
  public void power(Effect.ToSwitch effect) {
    PowerHand now = power;
    if (now != null) {
      now.carryOut(effect);
    }
  }

  @Override
  public void probe(Effect.ProbeHost effect) {
    Adapters now = adapters;
    if (now != null) {
      now.prober().probe(effect.service(), effect.host());
    }
  }

  @Override
  public void upkeep(Effect.ToUpkeep effect) {
    Upkeeper now = upkeeper;
    if (now != null) {
      now.carryOut(effect);
    }
  }

  /** Who is to be told when another shall take over. */
  void onHandover(Consumer<String> leave) {
    leaving = leave;
  }

  @Override
  public void handOver(Effect.HandOver effect) {
    leaving.accept(effect.to());
  }

  @Override
  public void answer(Effect.Answer answer) {
    dryRuns.answer(answer, this::passOn);
  }

  private void passOn(Effect.Answer answer) {
    CompletableFuture<Effect.Answer> inside = expected.get(answer.requestId());
    if (inside != null) {
      inside.complete(answer);
      return;
    }
    Adapters now = adapters;
    if (now != null) {
      now.link().answer(answer);
    }
    LocalDoor local = door;
    if (local != null) {
      local.answer(answer);
    }
  }
}
