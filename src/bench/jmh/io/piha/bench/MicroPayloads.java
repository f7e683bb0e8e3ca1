package io.piha.bench;

import io.piha.arbiter.Signal;
import io.piha.engine.SamplePicture;
import io.piha.engine.Snapshot;
import io.piha.engine.StatusDocument;
import io.piha.leadership.ServiceTopics;
import io.piha.leadership.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the wire and onto it: a heartbeat is read, the status of one service is written. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MicroPayloads {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:01Z");

  private final Wire wire = new Wire("bench", () -> "id");
  private final ServiceTopics topics =
      new ServiceTopics(Services.name(1), Services.prefix(1), Set.copyOf(Services.HOSTS));
  private final byte[] heartbeat =
      Services.heartbeatJson(0, 0, 1, 4711).getBytes(StandardCharsets.UTF_8);
  private final Snapshot picture = SamplePicture.of("primary");

  @Benchmark
  public Signal heartbeatRead() {
    return wire.heartbeat(topics, heartbeat, NOW);
  }

  @Benchmark
  public byte[] statusWritten() {
    return StatusDocument.bytes(picture);
  }
}
