package io.piha.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.poe.snmp.SnmpAccess;
import io.piha.poe.snmp.SnmpConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteWatchTest {
  private static final Duration EVERY = Duration.ofMillis(20);

  @TempDir Path folder;

  private final BlockingQueue<Loaded> seen = new LinkedBlockingQueue<>();
  private final String text =
      "secrets_file: secrets.yaml\n"
          + Configurations.SMALLEST.replace("public", "\"${secret:poe}\"");
  private Path file = Path.of("");

  @BeforeEach
  void aValidConfigurationLiesThere() throws Exception {
    file = folder.resolve("piha.yaml");
    Configurations.secretsFile(folder, "poe: one\n");
    Files.writeString(file, text);
  }

  private @Nullable Loaded next() throws InterruptedException {
    return seen.poll(30, TimeUnit.SECONDS);
  }

  @Test
  void aChangedFileIsHandedOn() throws Exception {
    try (SiteWatch _ = new SiteWatch(file, Map.of(), EVERY, seen::add)) {
      Files.writeString(file, text.replace("site: home", "site: away"));
      assertThat(next())
          .isInstanceOfSatisfying(
              Loaded.Valid.class, each -> assertThat(each.site().name()).isEqualTo("away"));
      Files.writeString(file, text.replace("site: home", "sight: away"));
      assertThat(next()).isInstanceOf(Loaded.Invalid.class);
      Files.delete(file);
      assertThat(next()).isInstanceOf(Loaded.Invalid.class);
      Files.writeString(file, text);
      assertThat(next()).isInstanceOf(Loaded.Valid.class);
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void aChangeOfTheSameLengthWithItsTimePutBackIsHandedOnToo() throws Exception {
    FileTime time = Files.getLastModifiedTime(file);
    try (SiteWatch _ = new SiteWatch(file, Map.of(), EVERY, seen::add)) {
      Files.writeString(file, text.replace("site: home", "site: away"));
      Files.setLastModifiedTime(file, time);
      assertThat(next())
          .isInstanceOfSatisfying(
              Loaded.Valid.class, each -> assertThat(each.site().name()).isEqualTo("away"));
    }
  }

  @Test
  void aChangedSecretIsHandedOn() throws Exception {
    try (SiteWatch _ = new SiteWatch(file, Map.of(), EVERY, seen::add)) {
      Path secrets = Configurations.secretsFile(folder, "poe: two\n");
      assertThat(next())
          .isInstanceOfSatisfying(
              Loaded.Valid.class,
              each ->
                  assertThat(each.site().switches().get("rack"))
                      .extracting(rack -> ((SnmpConfig) rack).access())
                      .isEqualTo(new SnmpAccess.Community(new Secret("two"))));
      Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-r--r--"));
      assertThat(next()).isInstanceOf(Loaded.Invalid.class);
    }
  }

  @Test
  void whatAReceiverDidNotTakeIsOfferedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (SiteWatch _ =
        new SiteWatch(
            file,
            Map.of(),
            EVERY,
            loaded -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("not now");
              }
              seen.add(loaded);
            })) {
      Files.writeString(file, text.replace("site: home", "site: away"));
      assertThat(next()).isInstanceOf(Loaded.Valid.class);
      assertThat(calls).hasValue(2);
    }
  }

  @Test
  void afterItIsClosedNothingIsHandedOn() throws Exception {
    SiteWatch watch = new SiteWatch(file, Map.of(), EVERY, seen::add);
    watch.close();
    Files.writeString(file, text.replace("site: home", "site: away"));
    assertThat(seen.poll(200, TimeUnit.MILLISECONDS)).isNull();
  }
}
