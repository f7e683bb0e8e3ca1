package io.piha.console.frame;

import io.piha.console.dialog.Act;
import io.piha.console.dialog.Opener;
import io.piha.console.kit.Live;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.ServiceView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** All that can be done from here now, by name. An act still meets its guarded dialog. */
final class Commands {

  private final Words words;
  private final Live live;
  private final Opener opener;

  Commands(Words words, Live live, Opener opener) {
    this.words = words;
    this.live = live;
    this.opener = opener;
  }

  List<Command> now(Collection<Page> pages, Consumer<Page> go, List<Command> more) {
    var all = new ArrayList<Command>();
    for (Page page : pages) {
      all.add(
          new Command(
              words.say("palette.go", words.say("frame." + page.stem())),
              page.keyName(),
              () -> go.accept(page)));
    }
    all.addAll(more);
    if (!live.past().get()) {
      live.snapshot().ifPresent(shown -> shown.services().forEach(each -> acts(all, each)));
    }
    return all;
  }

  private void acts(List<Command> all, ServiceView service) {
    Act freeze = service.freeze().frozen() ? Act.THAW : Act.FREEZE;
    add(all, freeze, service, "");
    if (service.upkeep().sync().isPresent()) {
      add(all, Act.SYNC, service, "");
    }
    service.upkeep().saved().forEach(host -> add(all, Act.SNAPSHOT, service, host));
    for (HostView host : service.hosts()) {
      boolean leads = service.leader().filter(host.name()::equals).isPresent();
      if (host.power().isPresent()) {
        add(all, Act.RESET, service, host.name());
      }
      if (!leads) {
        boolean back = service.phase().equals("failed_over") && host.role().equals("primary");
        add(all, back ? Act.FAILBACK : Act.PROMOTE, service, host.name());
      }
    }
  }

  private void add(List<Command> all, Act act, ServiceView service, String host) {
    String title =
        words.say("dialog." + act.stem() + ".title", host.isEmpty() ? service.name() : host);
    String name = host.isEmpty() ? title : title + " · " + service.name();
    all.add(new Command(name + "…", "", () -> opener.open(act, service.name(), host)));
  }
}
