package io.piha.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * The MQTT 5 broker of the estate: HiveMQ Community Edition, in memory, on loopback, open to all.
 *
 * <p>It writes only into the folder that it is given. An outage ({@link #lose()}) drops every
 * connection and refuses new ones; after {@link #comeBack()} the retained messages are still there,
 * as with a broker that keeps them on a disk.
 */
public final class DemoBroker implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final EmbeddedHiveMQ broker;
  private final DemoDoor door;

  private DemoBroker(EmbeddedHiveMQ broker, DemoDoor door) {
    this.broker = broker;
    this.door = door;
  }

  /**
   * Starts the broker; takes a second or two.
   *
   * @param folder where it may write; made when missing
   * @throws IOException when the folder cannot be written or no port can be had
   * @throws IllegalStateException when the broker itself does not start
   */
  public static DemoBroker start(Path folder) throws IOException, InterruptedException {
    hush();
    System.getProperties().putIfAbsent("jna.tmpdir", Files.createDirectories(folder).toString());
    InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(50);
    int inner = DemoPorts.free();
    Path settings = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(settings.resolve("config.xml"), settings(inner));
    EmbeddedHiveMQ broker =
        EmbeddedHiveMQ.builder()
            .withConfigurationFolder(settings)
            .withDataFolder(Files.createDirectories(folder.resolve("data")))
            .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
            .withoutLoggingBootstrap()
            .build();
    try {
      broker.start().get(START.toSeconds(), TimeUnit.SECONDS);
      return new DemoBroker(broker, new DemoDoor(inner));
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the demo's MQTT broker did not start: " + e.getMessage(), e);
    }
  }

  /** Paho cannot resend what went out under a topic alias, so none is offered. */
  private static String settings(int port) {
    return """
    <?xml version="1.0"?>
    <hivemq>
      <listeners>
        <tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address></tcp-listener>
      </listeners>
      <mqtt><topic-alias><enabled>false</enabled></topic-alias></mqtt>
      <persistence><mode>in-memory</mode></persistence>
      <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
    </hivemq>
    """
        .formatted(port);
  }

  /** Its start-up talk is of no use to somebody who watches a house. */
  private static void hush() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    for (String talker : List.of("com.hivemq", "io.netty", "jetbrains.exodus", "oshi")) {
      if (factory.getLogger(talker) instanceof Logger logger) {
        logger.setLevel(Level.OFF);
      }
    }
  }

  /** The port on 127.0.0.1; it stays the same over an outage. */
  public int port() {
    return door.port();
  }

  /** The address as a site file wants it. */
  public String url() {
    return "mqtt://127.0.0.1:" + port();
  }

  /** The broker is gone for everyone, until {@link #comeBack()}. */
  public void lose() {
    door.shut();
  }

  /** The broker is there again. */
  public void comeBack() {
    door.reopen();
  }

  /** Whether it can be reached. */
  public boolean reachable() {
    return door.isOpen();
  }

  @Override
  public void close() {
    door.close();
    try {
      broker.stop().get(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // It holds nothing but memory and threads that do not keep the process alive.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
