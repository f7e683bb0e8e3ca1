package io.piha;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.frame.Graphics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code bin/piha}, with twins of Java that print how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  @TempDir Path folder;
  private Path launcher;

  @BeforeEach
  void install() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("opt with space/piha/bin"));
    launcher = Files.copy(Path.of("src/dist/bin/piha"), bin.resolve("piha"));
    executable(launcher);
  }

  @Test
  void argumentsArriveAsTheyWereWritten() throws Exception {
    List<String> said = run(launcher, Map.of("JAVA_HOME", java("jdk", 25)), "reset", "a host", "");
    assertThat(said).endsWith("[io.piha.cli.Main]", "[reset]", "[a host]", "[]");
  }

  @Test
  void theJarsAreFoundThroughSymbolicLinks() throws Exception {
    Path inner = Files.createSymbolicLink(folder.resolve("inner"), launcher);
    Path outer = Files.createSymbolicLink(folder.resolve("outer"), inner.getFileName());
    List<String> said = run(outer, Map.of("JAVA_HOME", java("jdk", 25)));
    Path home = folder.toRealPath().resolve("opt with space/piha");
    assertThat(said).contains("[" + home.resolve("lib/piha.jar") + "]");
  }

  @Test
  void theUsersOptionsComeAfterOursAndWin() throws Exception {
    List<String> said =
        run(launcher, Map.of("JAVA_HOME", java("jdk", 25), "PIHA_JAVA_OPTS", "-Xmx1g -Dfrom=user"));
    assertThat(said).containsSubsequence("[-Xmx384m]", "[-Xmx1g]", "[-Dfrom=user]", "[-cp]");
  }

  @Test
  void aWindowGetsTheSettingsThatMavenGivesItToo() throws Exception {
    Matcher window =
        Pattern.compile("<jvm.window>(.*)</jvm.window>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(window.find()).isTrue();
    List<String> wanted =
        Stream.of(window.group(1).split(" ", -1)).map(each -> "[" + each + "]").toList();
    assertThat(run(launcher, Map.of("JAVA_HOME", java("jdk", 25)), "demo")).containsAll(wanted);
  }

  @Test
  void anOldJavaHomeIsPassedOver() throws Exception {
    String old = java("old", 17);
    String fresh = java("fresh", 26);
    List<String> said =
        run(launcher, Map.of("JAVA_HOME", old, "PATH", fresh + "/bin:" + System.getenv("PATH")));
    assertThat(said).first().isEqualTo("[" + Path.of(fresh).toRealPath() + "/bin/java]");
  }

  @Test
  void aPackagesOwnJavaIsTakenAndItsCacheWhereItPays() throws Exception {
    Path home = folder.resolve("opt with space/piha");
    Files.createDirectories(home.resolve("lib"));
    Files.writeString(home.resolve("lib/piha.aot"), "classes");
    String other = java("jdk", 25);
    Files.move(Path.of(java("own", 25)), home.resolve("runtime"));
    String own = "[" + home.toRealPath().resolve("runtime/bin/java") + "]";
    String cache = "[-XX:AOTCache=" + home.toRealPath().resolve("lib/piha.aot") + "]";
    Map<String, String> environment = Map.of("JAVA_HOME", other);
    assertThat(run(launcher, environment)).startsWith(own, cache);
    assertThat(run(launcher, environment, "--config", "status", "engine")).startsWith(own, cache);
    assertThat(run(launcher, environment, "demo", "--headless")).startsWith(own, cache);
    assertThat(run(launcher, environment, "status")).startsWith(own).doesNotContain(cache);
    assertThat(run(launcher, environment, "--version")).startsWith(own).doesNotContain(cache);
  }

  @Test
  void aCacheIsNotForAnotherJava() throws Exception {
    Path lib = Files.createDirectories(folder.resolve("opt with space/piha/lib"));
    Files.writeString(lib.resolve("piha.aot"), "classes");
    assertThat(run(launcher, Map.of("JAVA_HOME", java("jdk", 25)), "engine"))
        .noneMatch(each -> each.startsWith("[-XX:AOTCache"));
  }

  @Test
  void theCacheThatWasMadeHereIsTakenForTheJavaItWasMadeWith() throws Exception {
    Path home = folder.resolve("opt with space/piha");
    Files.createDirectories(home.resolve("lib"));
    Files.copy(Path.of("src/dist/bin/piha-cache"), home.resolve("bin/piha-cache"));
    executable(home.resolve("bin/piha-cache"));
    String here = java("here", 25);
    Path java = Path.of(here, "bin/java");
    Files.writeString(
        java,
        Files.readString(java)
            + "for each; do case $each in -XX:AOTCacheOutput=*) echo made >\"${each#*=}\";; esac;"
            + " done\n");
    run(home.resolve("bin/piha-cache"), Map.of("JAVA_HOME", here));

    assertThat(run(launcher, Map.of("JAVA_HOME", here), "console"))
        .contains("[-XX:AOTCache=" + home.toRealPath().resolve("lib/piha.aot") + "]");
    assertThat(run(launcher, Map.of("JAVA_HOME", java("there", 25)), "console"))
        .noneMatch(each -> each.startsWith("[-XX:AOTCache"));
  }

  @Test
  void aWindowGivesBackTheMemoryThatItDoesNotNeed() throws Exception {
    Map<String, String> environment = Map.of("JAVA_HOME", java("jdk", 25));
    String thrifty = "[-XX:MaxHeapFreeRatio=20]";
    assertThat(run(launcher, environment)).contains(thrifty);
    assertThat(run(launcher, environment, "--config", "engine", "console")).contains(thrifty);
    assertThat(run(launcher, environment, "engine")).doesNotContain(thrifty);
    assertThat(run(launcher, environment, "drill", "list")).doesNotContain(thrifty);
  }

  @Test
  void whereThereIsNoGraphicsCardAWindowLoadsNoDriverForOne() throws Exception {
    String jdk = java("jdk", 25);
    executable(
        Files.writeString(
            Path.of(jdk, "bin/java"), "#!/bin/sh\nprintf 'GDK_GL=%s\\n' \"${GDK_GL:-}\"\n"));
    String wanted = Graphics.isWithoutCard() ? "disable" : "";
    assertThat(run(launcher, Map.of("JAVA_HOME", jdk), "console"))
        .containsExactly("GDK_GL=" + wanted);
    assertThat(run(launcher, Map.of("JAVA_HOME", jdk), "engine")).containsExactly("GDK_GL=");
    assertThat(run(launcher, Map.of("JAVA_HOME", jdk, "GDK_GL", "always"), "console"))
        .containsExactly("GDK_GL=always");
  }

  /** A folder like a JDK of that version; its {@code java} prints its name and arguments. */
  private String java(String name, int version) throws IOException {
    Path jdk = folder.resolve(name);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
    executable(
        Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\nprintf '[%s]\\n' \"$0\" \"$@\"\n"));
    return jdk.toString();
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<String> run(Path program, Map<String, String> environment, String... arguments)
      throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("PIHA_JAVA_OPTS");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    List<String> said = Files.readAllLines(output);
    assertThat(process.exitValue()).as("%s", said).isZero();
    return said;
  }
}
