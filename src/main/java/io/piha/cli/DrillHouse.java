package io.piha.cli;

import io.piha.drill.Actor;
import io.piha.drill.CommandActor;
import io.piha.drill.Scenarios;
import io.piha.drill.UsualHouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What drills are played with.
 *
 * @param scenarios read anew at each question
 * @param actor does harm to the hosts
 * @param boot how long a host takes to boot, where that is known beforehand
 */
record DrillHouse(Supplier<Scenarios> scenarios, Actor actor, Optional<Duration> boot) {

  /** How long a host takes to boot, by service and host: known, else measured, else as usual. */
  BiFunction<String, String, Duration> boots(MeasuredBoots measured) {
    return (service, host) -> boot.or(() -> measured.usual(service, host)).orElse(UsualHouse.BOOT);
  }

  /** A real house: the scenarios beside its configuration, and their commands. */
  static DrillHouse of(Optional<Path> config) {
    Supplier<Scenarios> scenarios =
        config
            .<Supplier<Scenarios>>map(file -> () -> Scenarios.with(DrillSite.folder(file)))
            .orElse(Scenarios::builtIn);
    return new DrillHouse(scenarios, new CommandActor(), Optional.empty());
  }
}
