package io.piha.testing.ha;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Core on loopback with its backups: REST, WebSocket, downloads, uploads, restore and onboarding.
 * It makes the faults it is told to make.
 */
public final class CoreTwin implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();

  public static final String TOKEN = "a-long-lived-token";

  private final ServerSocket door;
  private final Path folder;
  private final boolean haos;
  private final Set<Wire> open = ConcurrentHashMap.newKeySet();
  private final Set<Talk> talks = ConcurrentHashMap.newKeySet();
  private final Map<String, Backup> backups = new LinkedHashMap<>();
  private final Map<String, String> signed = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  final Faults faults = new Faults();
  private volatile String state = "idle";
  private volatile @Nullable Map<String, ?> lastEvent;
  private volatile boolean down;
  private volatile boolean onboarded = true;
  private volatile boolean landing;
  private volatile String restored = "";
  private volatile String wish = "";

  /**
   * Listens on a free port.
   *
   * @param folder for its work
   * @param haos under a Supervisor; else in a plain container
   */
  public CoreTwin(Path folder, boolean haos) {
    this.folder = folder;
    this.haos = haos;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::serve);
  }

  /** A backup that lies here. */
  @SuppressWarnings("ArrayRecordComponent") // bytes of a file, never compared as a value
  record Backup(String id, String name, @Nullable String key, byte[] plain, byte[] stored) {
    boolean isProtected() {
      return key != null;
    }
  }

  public String url() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  public Faults faults() {
    return faults;
  }

  String agent() {
    return haos ? "hassio.local" : "backup.local";
  }

  /** Every request so far, as {@code METHOD /path} or {@code ws TYPE}. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public long asked(String request) {
    return requests.stream().filter(request::equals).count();
  }

  /** The names of the backups that lie here. */
  public synchronized List<String> names() {
    return backups.values().stream().map(Backup::name).toList();
  }

  /** A backup that was here before. */
  public void hold(String name) {
    put(name, null);
  }

  /** Whatever key is asked for, backups are made with this one. */
  public void rekey(String key) {
    faults.key = key;
  }

  /** A fresh system that nobody has set up yet. */
  public void reinstalled() {
    onboarded = false;
    synchronized (this) {
      backups.clear();
    }
  }

  /** The page that a new system shows as long as it fetches its Core. */
  public void landingPage(boolean now) {
    landing = now;
  }

  boolean landing() {
    return landing;
  }

  /** A restore of another time was the last thing it did. */
  public void restoredBefore() {
    lastEvent = event("restore_backup", "completed", "");
  }

  /** What the last restore was asked to bring back, without its key. */
  public String wish() {
    return wish;
  }

  void wished(JsonNode asked) {
    wish =
        "add-ons %s, folders %s, database %s"
            .formatted(
                asked.path("restore_addons"),
                asked.path("restore_folders"),
                asked.path("restore_database"));
  }

  /** A backup as Core describes it. */
  Map<String, Object> record(Backup of) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("backup_id", of.id());
    fields.put("name", of.name());
    fields.put("date", "2026-08-20T03:00:00.000000+00:00");
    fields.put(
        "agents", Map.of(agent(), Map.of("protected", of.isProtected(), "size", announced(of))));
    fields.put("homeassistant_included", true);
    fields.put("database_included", true);
    fields.put("addons", haos ? List.of(Map.of("slug", "core_ssh")) : List.of());
    fields.put("folders", haos ? List.of("ssl") : List.of());
    return fields;
  }

  public boolean onboarded() {
    return onboarded;
  }

  /** The name of the backup file that was restored, with the key; empty before. */
  public String restored() {
    return restored;
  }

  // --- the wire ---

  private void serve() {
    try {
      while (true) {
        Socket socket = door.accept();
        Thread.startVirtualThread(() -> converse(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void converse(Socket socket) {
    try (Wire wire = new Wire(socket)) {
      open.add(wire);
      try {
        while (!down && wire.next()) {
          requests.add(wire.method() + " " + wire.path());
          if (wire.path().equals("/api/websocket")) {
            wire.upgrade();
            Talk talk = new Talk(this, wire);
            talks.add(talk);
            try {
              talk.run();
            } finally {
              talks.remove(talk);
            }
            return;
          }
          if (!new Rest(this, wire).answer()) {
            return;
          }
        }
      } finally {
        open.remove(wire);
      }
    } catch (IOException | RuntimeException gone) {
      // As a real server: the connection ends.
    }
  }

  void heard(String type) {
    requests.add("ws " + type);
  }

  // --- what it knows ---

  boolean isDown() {
    return down;
  }

  String state() {
    return faults.busy ? "create_backup" : state;
  }

  @Nullable Map<String, ?> lastEvent() {
    return lastEvent;
  }

  synchronized List<Backup> all() {
    return List.copyOf(backups.values());
  }

  synchronized Optional<Backup> backup(String id) {
    return Optional.ofNullable(backups.get(id));
  }

  synchronized void delete(String id) {
    backups.remove(id);
  }

  long announced(Backup of) {
    return (long) of.stored().length + faults.announcesMore;
  }

  String sign(String path) {
    String link = path + (path.contains("?") ? "&" : "?") + "authSig=" + count.incrementAndGet();
    signed.put(link, path);
    return link;
  }

  boolean isSigned(String target) {
    return signed.containsKey(target);
  }

  String newId() {
    return "%08x".formatted(0xabc00000 + count.incrementAndGet());
  }

  void tell(Map<String, ?> event) {
    lastEvent = event;
    talks.forEach(each -> each.event(event));
  }

  void tell(String manager, String stage, String progress, String reason) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("manager_state", manager);
    event.put("stage", stage.isEmpty() ? null : stage);
    event.put("state", progress);
    event.put("reason", reason.isEmpty() ? null : reason);
    tell(event);
  }

  // --- making and restoring ---

  synchronized void put(String name, @Nullable String key) {
    try {
      House.Archive archive =
          House.pack(Files.createTempDirectory(folder, "house"), faults.bytes, key != null);
      String id = newId();
      byte[] stored = key == null ? archive.plain() : archive.encrypted();
      if (faults.storesShort > 0) {
        stored = java.util.Arrays.copyOf(stored, stored.length - faults.storesShort);
      }
      backups.put(id, new Backup(id, name, key, archive.plain(), stored));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The job goes on behind the answer, and tells of itself. */
  void generate(JsonNode wish) {
    state = "create_backup";
    Thread.startVirtualThread(
        () -> {
          tell("create_backup", "home_assistant", "in_progress", "");
          if (faults.hangsUpWhileMaking) {
            faults.hangsUpWhileMaking = false;
            hangUp();
          }
          if (faults.failsWith.isEmpty()) {
            JsonNode key = wish.path("password");
            put(
                wish.path("name").asString("unnamed"),
                key.isString() ? faults.key.isEmpty() ? key.asString() : faults.key : null);
          }
          tell("create_backup", "upload_to_agents", "in_progress", "");
          state = "idle";
          if (faults.failsWith.isEmpty()) {
            tell("create_backup", "", "completed", "");
          } else {
            tell("create_backup", "", "failed", faults.failsWith);
          }
          tell(Map.of("manager_state", "idle"));
        });
  }

  String upload(byte[] multipart) {
    String text = new String(multipart, StandardCharsets.ISO_8859_1);
    int from = text.indexOf("\r\n\r\n") + 4;
    int to = text.lastIndexOf("\r\n--");
    byte[] file = java.util.Arrays.copyOfRange(multipart, from, to);
    String name = text.replaceFirst("(?s).*filename=\"([^\"]*)\".*", "$1");
    String id = newId();
    synchronized (this) {
      Backup same =
          new ArrayList<>(known)
              .stream()
                  .filter(each -> java.util.Arrays.equals(each.stored(), file))
                  .findFirst()
                  .orElse(new Backup(id, name, null, file, file));
      backups.put(id, new Backup(id, name, same.key(), same.plain(), file));
    }
    if (!faults.keepsQuietOfUploads) {
      tell("receive_backup", "", "completed", "");
    }
    return id;
  }

  private final List<Backup> known = new CopyOnWriteArrayList<>();

  /** A backup of another time and machine that this one would recognise if it were brought. */
  public void remember(CoreTwin other) {
    known.addAll(other.all());
  }

  /** Restores in the background: Core goes down, comes back, and remembers how it went. */
  void restore(Backup backup, boolean onboarding) {
    state = "restore_backup";
    Thread.startVirtualThread(
        () -> {
          tell("restore_backup", "home_assistant", "in_progress", "");
          tell("restore_backup", "", "core_restart", "");
          down = true;
          hangUp();
          restored = backup.name() + (backup.key() == null ? "" : " with its key");
          if (onboarding) {
            onboarded = true;
          }
          faults.awaitBoot();
          lastEvent =
              faults.restoreFailsWith.isEmpty()
                  ? event("restore_backup", "completed", "")
                  : event("restore_backup", "failed", faults.restoreFailsWith);
          state = "idle";
          down = false;
        });
  }

  private static Map<String, ?> event(String manager, String progress, String reason) {
    return Map.of("manager_state", manager, "state", progress, "reason", reason);
  }

  /** Every connection ends as when the process dies. */
  public void hangUp() {
    for (Wire each : open) {
      try {
        each.close();
      } catch (IOException gone) {
        // It was closed already.
      }
    }
  }

  @Override
  public void close() {
    try {
      door.close();
      hangUp();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
