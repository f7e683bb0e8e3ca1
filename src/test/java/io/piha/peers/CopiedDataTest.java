package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import io.piha.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A copied data folder has the name of the original, and a moved one shall go on under it. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "snmpd", "perl", "stdbuf"})
class CopiedDataTest {
  @TempDir Path folder;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void oneThatStartsFromACopyWhileTheOriginalLivesTakesAnotherNameAndStandsBy() throws Exception {
    try (House house = House.well(folder)) {
      String name = name(folder.resolve("data"));
      copy(folder.resolve("data"), folder.resolve("data2"));
      int dashboard = Ports.free();
      Path config = second(house, dashboard);
      try (EngineProcess second =
          new EngineProcess(config, folder.resolve("second.txt"), dashboard)) {
        house.await("on standby", () -> second.said().contains("on standby"));
        assertThat(second.said())
            .contains(name + " is active from another copy of the data folder");
        assertThat(second.status().isMissingNode()).isTrue();
        String fresh = name(folder.resolve("data2"));
        assertThat(fresh).isNotEqualTo(name);
        assertThat(name(folder.resolve("data"))).isEqualTo(name);
        assertThat(house.records("control_started")).as("it was not pushed away").hasSize(1);
        assertThat(house.records("blind")).as("nor off the broker").isEmpty();

        assertThat(house.engine().terminate()).isIn(0, 143);
        house.await("the second acts, under its own name", () -> id(second).equals(fresh));
        assertThat(Files.readString(folder.resolve("log2/audit.jsonl")))
            .contains("\"attention\"")
            .contains("this one is called " + fresh + " from now on");
      }
      house.assertUntouched();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void ofTwoThatActUnderOneNameTheLaterStepsBack() throws Exception {
    try (House house = House.well(folder)) {
      String name = name(folder.resolve("data"));
      // As on a broker that the two do not share while they start.
      house.engine().pause();
      copy(folder.resolve("data"), folder.resolve("data2"));
      house.broker().stop();
      int dashboard = Ports.free();
      Path config = second(house, dashboard);
      try (EngineProcess second =
          new EngineProcess(config, folder.resolve("second.txt"), dashboard)) {
        house.await("both act", () -> id(second).equals(name));
        house.engine().resume();
        house.broker().restart();
        house.await(
            "the later one has stepped back and has another name",
            () -> !name(folder.resolve("data2")).equals(name));
        house.await("and stands by", () -> second.said().contains("on standby"));
        house.await(
            "the earlier one tells a person",
            () -> house.records("attention").toString().contains("runs from a copy"));
        assertThat(name(folder.resolve("data"))).isEqualTo(name);
        house.await("it acts as before", () -> id(house.engine()).equals(name));
      }
      house.assertUntouched();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void dataThatWasMovedGoesOnUnderItsName() throws Exception {
    try (House house = House.well(folder)) {
      String name = name(folder.resolve("data"));
      assertThat(house.engine().terminate()).isIn(0, 143);
      copy(folder.resolve("data"), folder.resolve("data2"));
      int dashboard = Ports.free();
      try (EngineProcess moved =
          new EngineProcess(second(house, dashboard), folder.resolve("moved.txt"), dashboard)) {
        house.await("it acts under the same name", () -> id(moved).equals(name));
        house.await(
            "it says where it was",
            () ->
                Files.exists(folder.resolve("log2/audit.jsonl"))
                    && Files.readString(folder.resolve("log2/audit.jsonl"))
                        .contains("its data was at " + folder.resolve("data") + " before"));
        // Somebody starts the old one by mistake.
        house.engine().restart();
        house.await("the old one stands by", () -> house.engine().said().contains("on standby"));
        assertThat(name(folder.resolve("data"))).isNotEqualTo(name);
        assertThat(id(moved)).isEqualTo(name);
      }
      house.assertUntouched();
    }
  }

  private Path second(House house, int dashboard) throws IOException {
    return Files.writeString(
        folder.resolve("second.yaml"),
        Files.readString(house.config())
            .replace(folder + "/data", folder + "/data2")
            .replace(folder + "/log", folder + "/log2")
            .replaceAll("dashboard: .*", "dashboard: {listen: 127.0.0.1:" + dashboard + "}"));
  }

  /** While it may be in use, as somebody would who does not know better. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      List<Path> files = all.sorted().toList();
      for (Path each : files) {
        if (Files.isDirectory(each) || Files.isRegularFile(each)) {
          Files.copy(each, to.resolve(from.relativize(each).toString()));
        }
      }
    }
    Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
  }

  private static String name(Path data) {
    try {
      return Files.readString(data.resolve("control.id")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String id(EngineProcess engine) {
    return engine.status().path("control").path("id").asString("");
  }
}
