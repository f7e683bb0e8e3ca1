package io.piha.drill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of drills: the one that goes on, and the reports of those that are over. */
final class Ledger {

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final int KEPT = 200;
  private static final String OPEN = "open.json";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path dataDir;
  private final Path folder;

  /**
   * The drill that goes on.
   *
   * @param first the audit record before its first
   * @param stepwise whether each step waits for a person
   * @param crashing whether its own next harm ends this process, so that it goes on afterwards
   */
  record Open(
      String scenario,
      Cast cast,
      Begun begun,
      long first,
      boolean stepwise,
      boolean crashing,
      Map<Measure, Duration> predicted) {}

  Ledger(Path dataDir) throws IOException {
    this.dataDir = dataDir;
    this.folder = dataDir.resolve(DrillShelf.FOLDER);
    Files.createDirectories(folder);
  }

  /** The drill that an earlier process did not finish. */
  Optional<Open> open() {
    Path file = folder.resolve(OPEN);
    return Files.exists(file) ? read(file, Open.class) : Optional.empty();
  }

  /** Remembers how far it has come, before anything is done. */
  void save(Open open) throws IOException {
    write(folder.resolve(OPEN), MAPPER.writeValueAsBytes(open));
  }

  /** It is over. */
  void close(DrillReport report) throws IOException {
    write(
        folder.resolve(DrillShelf.REPORT + report.id() + ".json"),
        MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
    forget();
    List<Path> files = DrillShelf.files(folder);
    for (Path old : files.subList(0, Math.max(0, files.size() - KEPT))) {
      Files.deleteIfExists(old);
    }
  }

  /** There is nothing to go on with. */
  void forget() throws IOException {
    Files.deleteIfExists(folder.resolve(OPEN));
  }

  /** The reports, newest first. */
  List<DrillReport> reports() {
    try {
      DrillShelf shelf = DrillShelf.of(dataDir);
      shelf.unreadable().forEach(LOG::warn);
      return shelf.reports();
    } catch (IOException e) {
      LOG.warn("the reports of drills cannot be listed: {}", e.getMessage());
      return List.of();
    }
  }

  private static <T> Optional<T> read(Path file, Class<T> type) {
    try {
      if (Files.size(file) > DrillShelf.LONGEST) {
        LOG.warn("{} is larger than {} bytes and is not read", file, DrillShelf.LONGEST);
        return Optional.empty();
      }
      return Optional.of(MAPPER.readValue(Files.readAllBytes(file), type));
    } catch (IOException | JacksonException | NullPointerException e) {
      LOG.warn("{} cannot be read and is left alone: {}", file, e.toString());
      return Optional.empty();
    }
  }

  private void write(Path file, byte[] bytes) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (FileChannel out =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
