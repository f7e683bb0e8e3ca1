package io.piha.recovery.core;

import io.piha.engine.NameLookup;
import io.piha.recovery.staging.Progress;
import io.piha.recovery.staging.Source;
import io.piha.recovery.staging.TarBroken;
import io.piha.site.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * A backup made by Core and pulled as it lies there: encrypted when a key is configured, and then
 * proven to open with that key.
 */
public final class CoreSource implements Source {

  private static final Logger LOG = LoggerFactory.getLogger(CoreSource.class);

  /** How our backups are called on the host, so that old ones of ours can be taken away there. */
  private static final String OURS = "PiHA ";

  private final Snapshots access;
  private final NameLookup names;
  private final InstantSource clock;
  private final Duration pause;

  public CoreSource(Snapshots access, NameLookup names, InstantSource clock) {
    this(access, names, clock, Duration.ofSeconds(2));
  }

  /**
   * @param pause before a broken connection is tried again
   */
  CoreSource(Snapshots access, NameLookup names, InstantSource clock, Duration pause) {
    this.access = access;
    this.names = names;
    this.clock = clock;
    this.pause = pause;
  }

  @Override
  public String ending() {
    return "tar";
  }

  @Override
  public Pulled pull(String name, Path part, Room room, Progress progress)
      throws IOException, InterruptedException {
    CoreDoor door = new CoreDoor(access, names);
    progress.step("connecting to " + door.shown());
    CoreMaking making = new CoreMaking(door, access, CoreTalk.open(door), clock, pause);
    try {
      String agent =
          CoreBackup.localAgent(making.talk().ask("backup/agents/info", Map.of()))
              .orElseThrow(
                  () ->
                      new CoreRefused(
                          "no agent", "Core at " + door.shown() + " keeps no backups of its own"));
      room.need(largest(making.idle(), agent));
      CoreBackup made = making.make(agent, OURS + name, progress);
      room.need(Math.max(0, made.bytes()));
      boolean opens = made.encrypted() && opens(making.talk(), made, agent, door);
      progress.step("fetching the backup");
      new CoreDownload(door, making.talk(), clock, pause)
          .fetch(made, agent, made.bytes(), part, progress);
      Pulled pulled = verify(door, making.talk(), made, agent, part, opens, progress);
      tidy(making.talk(), made, agent);
      return pulled;
    } finally {
      making.talk().close();
    }
  }

  /** A backup is likely to be as large as the largest one before. */
  private static long largest(JsonNode info, String agent) {
    return CoreBackup.of(info, agent).stream().mapToLong(CoreBackup::bytes).max().orElse(0);
  }

  /** Whether Core itself says that our key opens it; it is tried afterwards all the same. */
  private boolean opens(CoreTalk talk, CoreBackup made, String agent, CoreDoor door)
      throws IOException, InterruptedException {
    if (access.password().isEmpty()) {
      return false;
    }
    try {
      talk.ask(
          "backup/can_decrypt_on_download",
          Map.of(
              "backup_id",
              made.id(),
              "agent_id",
              agent,
              "password",
              access.password().get().reveal()));
      return true;
    } catch (CoreRefused e) {
      if (e.code().equals("password_incorrect")) {
        throw new CoreRefused(
            e.code(), "the key in `password` does not open the backup of Core at " + door.shown());
      }
      if (e.code().equals("decrypt_not_supported") || e.code().equals("unknown_command")) {
        return false;
      }
      throw e;
    }
  }

  private Pulled verify(
      CoreDoor door,
      CoreTalk talk,
      CoreBackup made,
      String agent,
      Path part,
      boolean opens,
      Progress progress)
      throws IOException, InterruptedException {
    progress.step("reading the backup back");
    Archive.Read read;
    try (InputStream in = Files.newInputStream(part)) {
      read = Archive.through(in);
    } catch (TarBroken e) {
      throw new IOException(
          "the backup of Core at " + door.shown() + " is not whole: " + e.getMessage(), e);
    }
    String holds = read.members() + " members";
    if (!made.encrypted()) {
      return new Pulled(true, holds + ", not encrypted");
    }
    if (access.password().isEmpty()) {
      return new Pulled(false, holds + ", encrypted; no key is configured to try it with");
    }
    if (!opens) {
      return new Pulled(false, holds + ", encrypted; Core cannot try the key");
    }
    progress.step("trying the key");
    decrypt(door, talk, made, agent, progress);
    return new Pulled(true, holds + ", encrypted; the key opens it");
  }

  /**
   * Lets Core decrypt it on the way and reads that to its end. Core has said 200 before it knows
   * whether the key fits; what is wrong shows as a body that ends too early, and as nothing else.
   */
  private void decrypt(
      CoreDoor door, CoreTalk talk, CoreBackup made, String agent, Progress progress)
      throws IOException, InterruptedException {
    HttpUrl url =
        door.at("api/backup/download")
            .addPathSegment(made.id())
            .addQueryParameter("agent_id", agent)
            .addQueryParameter("password", access.password().orElseThrow().reveal())
            .build();
    if (!decrypted(door, door.withToken(url).build(), made, progress)
        && !decrypted(door, door.request(talk.sign(url)).build(), made, progress)) {
      throw new CoreRefused("401", "Core at " + door.shown() + " gives no decrypted backup");
    }
  }

  /** False when Core wants another kind of leave. */
  private static boolean decrypted(
      CoreDoor door, Request request, CoreBackup made, Progress progress) throws IOException {
    try (Response response = door.client().newCall(request).execute()) {
      if (response.code() == 401) {
        return false;
      }
      if (response.code() != 200) {
        throw new IOException("status " + response.code());
      }
      Counted in = new Counted(response.body().byteStream(), made.bytes(), progress);
      Archive.Read read = Archive.through(in);
      LOG.debug("decrypted {} bytes, {} parts read", read.bytes(), read.parts());
      return true;
    } catch (IOException e) {
      throw new IOException(
          "the backup of Core at "
              + door.shown()
              + " does not open with the key in `password`, or the connection broke: "
              + CoreDoor.why(e),
          e);
    }
  }

  /** Older ones of ours would fill the host's disk; the newest stays for a restore there. */
  private void tidy(CoreTalk talk, CoreBackup made, String agent) throws InterruptedException {
    try {
      List<CoreBackup> all = CoreBackup.of(talk.ask("backup/info", Map.of()), agent);
      for (CoreBackup each : all) {
        if (each.name().startsWith(OURS) && !each.id().equals(made.id())) {
          talk.ask("backup/delete", Map.of("backup_id", each.id()));
        }
      }
    } catch (IOException e) {
      LOG.warn("old backups stay with Core: {}", e.getMessage());
    }
  }

  /** Tells how much has come. */
  private static final class Counted extends java.io.FilterInputStream {
    private final long total;
    private final Progress progress;
    private long count;

    Counted(InputStream in, long total, Progress progress) {
      super(in);
      this.total = total;
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int n = super.read(into, from, length);
      if (n > 0) {
        count += n;
        progress.moved(count, total);
      }
      return n;
    }
  }
}
