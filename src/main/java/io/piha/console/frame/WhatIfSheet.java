package io.piha.console.frame;

import io.piha.console.dialog.Layer;
import io.piha.console.kit.Asker;
import io.piha.console.kit.Live;
import io.piha.console.kit.Screen;
import io.piha.console.kit.Screens;
import io.piha.console.kit.Supposition;
import io.piha.console.kit.Words;
import io.piha.console.whatif.Choice;
import io.piha.console.whatif.WhatIfModel;
import io.piha.console.whatif.WhatIfPage;
import io.piha.engine.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Opens "what if?" on the layer and feeds it with snapshots while it is open. */
final class WhatIfSheet {

  private final Layer layer;
  private final Screens screens;
  private final Words words;
  private final Live live;
  private final Asker asker;
  private final Executor screen;
  private Optional<WhatIfModel> current = Optional.empty();

  WhatIfSheet(Layer layer, Screens screens, Words words, Live live, Asker asker, Executor screen) {
    this.layer = layer;
    this.screens = screens;
    this.words = words;
    this.live = live;
    this.asker = asker;
    this.screen = screen;
  }

  /** Opens the sheet and asks for the fault, else for the first; the past has no "now". */
  void open(String service, Optional<Supposition> first) {
    if (service.isEmpty() || layer.isOpen() || live.past().get()) {
      return;
    }
    var model = new WhatIfModel(service, words, live, asker, screen);
    var page = new WhatIfPage(model, words, layer::close);
    current = Optional.of(model);
    layer.open(
        screens.load(Screen.WHAT_IF, page),
        () -> {
          current = Optional.empty();
          page.release();
        });
    page.focus(first);
  }

  /** Shows the open sheet a new picture. */
  void show(Snapshot snapshot) {
    current.ifPresent(model -> model.show(snapshot));
  }

  /** What can be supposed of a service now, for the palette. */
  List<Command> commands(String service) {
    if (live.past().get()) {
      return List.of();
    }
    return live.snapshot().stream()
        .flatMap(shown -> shown.services().stream())
        .filter(each -> each.name().equals(service))
        .flatMap(each -> Choice.of(each, words).stream())
        .map(
            each ->
                new Command(
                    words.say("what.command", each.text()),
                    "",
                    () -> open(service, Optional.of(each.what()))))
        .toList();
  }
}
