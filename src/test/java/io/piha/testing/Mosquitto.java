package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A stock Mosquitto on one loopback port, open to everyone unless told otherwise.
 *
 * <p>Retained messages are saved on each change, so they outlive {@link #kill()} after a second.
 * The broker offers topic aliases, as it does by default; a client that cannot cope with them must
 * find that out here.
 */
public final class Mosquitto implements AutoCloseable {
  private final Path folder;
  private final int port = Ports.free();
  private Daemon daemon;

  Mosquitto(Path folder, String... settings) {
    this.folder = folder.toAbsolutePath();
    List<String> lines =
        new ArrayList<>(
            List.of(
                "per_listener_settings false",
                "persistence true",
                "persistence_location " + this.folder + "/",
                "autosave_on_changes true",
                "autosave_interval 1",
                "log_dest stderr",
                "user root",
                "allow_anonymous true"));
    lines.addAll(List.of(settings));
    lines.add("listener " + port + " 127.0.0.1");
    try {
      Files.write(configuration(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon = launch();
  }

  private Path configuration() {
    return folder.resolve("mosquitto.conf");
  }

  private Daemon launch() {
    String program = Peers.require("mosquitto").toString();
    return Daemon.start(
        List.of(program, "-c", configuration().toString()),
        Map.of(),
        folder.resolve("mosquitto.log"),
        port);
  }

  /** The TCP port on 127.0.0.1; it stays the same over {@link #restart()}. */
  public int port() {
    return port;
  }

  /** {@code mqtt://127.0.0.1:PORT}, as a site file wants it. */
  public String url() {
    return "mqtt://127.0.0.1:" + port;
  }

  /** Ends the broker in an orderly way (SIGTERM); it saves what is retained. */
  public void stop() {
    daemon.stop();
  }

  /** Kills the broker (SIGKILL). */
  public void kill() {
    daemon.kill();
  }

  /** Stops if need be, then starts again on the same port with what was saved. */
  public void restart() {
    daemon.close();
    daemon = launch();
  }

  /** Freezes the broker (SIGSTOP): connections stay open and nothing is answered. */
  public void pause() {
    daemon.pause();
  }

  /** Lets a frozen broker go on. */
  public void resume() {
    daemon.resume();
  }

  @Override
  public void close() {
    daemon.close();
  }
}
