package io.piha.console.whatif;

import io.piha.console.kit.Supposition;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.ServiceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A fault that can be supposed now, with the real names. */
public record Choice(Supposition what, String text) {

  /** What makes sense to suppose of a service as it stands. */
  public static List<Choice> of(ServiceView service, Words words) {
    Optional<HostView> leader =
        service.hosts().stream()
            .filter(each -> service.leader().filter(each.name()::equals).isPresent())
            .findFirst();
    Optional<HostView> standby =
        service.hosts().stream()
            .filter(each -> each.alive() && service.leader().filter(each.name()::equals).isEmpty())
            .findFirst();
    String led = service.leader().orElse("");
    String other = standby.map(HostView::name).orElse("");
    List<Choice> all = new ArrayList<>();
    for (Supposition each : Supposition.values()) {
      boolean sensible =
          switch (each) {
            case LEADER_DIES,
                LEADER_HANGS,
                LEADER_IS_A_ZOMBIE,
                HEARTBEATS_MISSING,
                CONTROL_CRASHES ->
                leader.isPresent();
            case LEADER_CRASHES, SWITCH_REFUSES -> leader.flatMap(HostView::power).isPresent();
            case STANDBY_DIES -> standby.isPresent();
            case BOTH_DIE -> leader.isPresent() && standby.isPresent();
            case BROKER_LOST, NETWORK_CUT -> true;
          };
      if (sensible) {
        all.add(new Choice(each, each.say(words, led, other)));
      }
    }
    return List.copyOf(all);
  }
}
