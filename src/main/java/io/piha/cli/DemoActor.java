package io.piha.cli;

import io.piha.demo.DemoEstate;
import io.piha.demo.DemoHost;
import io.piha.drill.Actor;
import io.piha.drill.Ground;
import io.piha.drill.Step;
import io.piha.world.Harm;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does harm to the demo's house, which is made for it. */
final class DemoActor implements Actor {

  private static final Logger LOG = LoggerFactory.getLogger(DemoActor.class);

  private final DemoEstate estate;
  private volatile @Nullable Supervision supervision;

  DemoActor(DemoEstate estate) {
    this.estate = estate;
  }

  /** Whose control plane may be killed; none where a window looks at it. */
  void mayKill(Supervision of) {
    supervision = of;
  }

  @Override
  public Optional<String> cannot(Step.Do step, String host) {
    return step.harm() == Harm.CONTROL_CRASHES && supervision == null
        ? Optional.of("this window would lose its engine; play it with piha demo --drill")
        : Optional.empty();
  }

  @Override
  public void harm(Step.Do step, String host) throws Ground.Impossible {
    switch (step.harm()) {
      case LEADER_DIES, STANDBY_DIES -> {
        // A dead machine does not even refuse.
        host(host).breakBoot();
        host(host).hang();
      }
      case LEADER_HANGS -> host(host).hang();
      case HEARTBEATS_MISSING -> host(host).mqttLost();
      case BROKER_LOST -> estate.broker().lose();
      case NETWORK_CUT -> estate.cut();
      case SWITCH_REFUSES -> estate.powerSwitch().refuseSets();
      case CONTROL_CRASHES -> kill();
    }
  }

  /** On a thread of its own: the drill's ends with the control plane. */
  private void kill() throws Ground.Impossible {
    Supervision now = supervision;
    if (now == null) {
      throw new Ground.Impossible("this window would lose its engine");
    }
    Thread.ofPlatform()
        .name("demo-crash")
        .start(
            () -> {
              try {
                now.crash();
              } catch (IOException e) {
                LOG.error("the control plane does not start again", e);
              }
            });
  }

  @Override
  public void mend(Step.Do step, String host) {
    switch (step.harm()) {
      case LEADER_DIES, STANDBY_DIES, LEADER_HANGS -> host(host).repair();
      case HEARTBEATS_MISSING -> host(host).mqttBack();
      case BROKER_LOST -> estate.broker().comeBack();
      case NETWORK_CUT -> estate.join();
      case SWITCH_REFUSES -> estate.powerSwitch().behaveNormally();
      case CONTROL_CRASHES -> {}
    }
  }

  private DemoHost host(String name) {
    return name.equals(estate.haos().name()) ? estate.haos() : estate.standby();
  }
}
