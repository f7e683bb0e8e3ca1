package io.piha;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between the rooms of the house, as docs/architecture.md draws them. */
class ArchitectureTest {
  /** Which rooms a room may know, besides itself. */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("site", Set.of()),
          Map.entry("arbiter", Set.of()),
          Map.entry("journal", Set.of("arbiter")),
          Map.entry("rules", Set.of("arbiter")),
          Map.entry("engine", Set.of("arbiter", "journal", "rules", "site")),
          Map.entry("term", Set.of("arbiter", "engine", "journal")),
          Map.entry("world", Set.of("arbiter", "engine", "journal", "rules", "term")),
          Map.entry("monitor", Set.of("site", "arbiter", "engine")),
          Map.entry("leadership", Set.of("site", "arbiter", "engine", "journal")),
          Map.entry("poe", Set.of("site", "arbiter", "engine")),
          Map.entry("sync", Set.of("site", "arbiter", "engine")),
          Map.entry("recovery", Set.of("site", "arbiter", "engine")),
          Map.entry("alert", Set.of("site", "arbiter", "engine", "journal")),
          Map.entry("report", Set.of("site", "arbiter", "engine", "journal")),
          Map.entry("request", Set.of("site", "arbiter", "engine", "journal")),
          Map.entry("drill", Set.of("site", "arbiter", "engine", "journal", "report", "world")),
          Map.entry("lease", Set.of("site", "arbiter", "engine", "term")),
          Map.entry("setup", Set.of("site")),
          Map.entry("systemd", Set.of()),
          Map.entry("demo", Set.of()),
          Map.entry(
              "console",
              Set.of("site", "arbiter", "engine", "journal", "request", "drill", "setup")));

  /** The one room that knows them all and that none knows. */
  private static final String TOP = "cli";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.piha");

  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages("io.piha");

  static Stream<String> rooms() {
    return MAY_KNOW.keySet().stream().sorted();
  }

  @Test
  void everyPackageIsARoomOfThePlan() {
    Set<String> known = new TreeSet<>(MAY_KNOW.keySet());
    known.add(TOP);
    Set<String> found =
        MAIN.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals("io.piha"))
            .map(name -> name.split("\\.", -1)[2])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(known).containsAll(found);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomKnowsOnlyTheRoomsBelowIt(String room) {
    Set<String> forbidden = new TreeSet<>(MAY_KNOW.keySet());
    forbidden.add(TOP);
    forbidden.remove(room);
    forbidden.removeAll(MAY_KNOW.getOrDefault(room, Set.of()));
    noClasses()
        .that()
        .resideInAPackage(packagesOf(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            forbidden.stream().map(ArchitectureTest::packagesOf).toArray(String[]::new))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.piha.(**)").should().beFreeOfCycles().allowEmptyShould(true).check(MAIN);
  }

  @Test
  void theArbiterKnowsNothingButValues() {
    DescribedPredicate<JavaClass> values =
        resideInAnyPackage(
            "io.piha.arbiter..",
            "java.lang",
            "java.lang.annotation",
            "java.lang.invoke",
            "java.lang.runtime",
            "java.math",
            "java.time",
            "java.time.temporal",
            "java.util",
            "java.util.function",
            "java.util.stream",
            "org.jspecify.annotations");
    List<String> notValues =
        List.of(
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.System",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.time.Clock",
            "java.time.InstantSource",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.Timer",
            "java.util.UUID");
    classes()
        .that()
        .resideInAPackage(packagesOf("arbiter"))
        .should()
        .onlyDependOnClassesThat(
            values
                .and(not(describe("act", c -> notValues.contains(c.getName()))))
                .or(describe("arrays of values", JavaClass::isArray))
                .or(describe("primitives", JavaClass::isPrimitive))
                .as("are values of the JDK"))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void theArbiterNeverAsksTheTimeNorDrawsLots() {
    noClasses()
        .that()
        .resideInAPackage(packagesOf("arbiter"))
        .should()
        .accessTargetWhere(asksTheTime().or(drawsLots()))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void theSiteKnowsTheJdkAndJacksonAlone() {
    classes()
        .that()
        .resideInAPackage(packagesOf("site"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "io.piha.site..",
                    "java..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation..",
                    "org.snakeyaml.engine..",
                    "org.jspecify.annotations")
                .or(describe("arrays", JavaClass::isArray))
                .or(describe("primitives", JavaClass::isPrimitive)))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void onlyTheEnginesClockAndTheConsoleAskTheTime() {
    noClasses()
        .that()
        .resideOutsideOfPackage(packagesOf("console"))
        .and(not(resideInAPackage("io.piha.engine").and(describe("clock", this::isAClock))))
        .should()
        .accessTargetWhere(asksTheTime())
        .because("time is an argument: take a java.time.InstantSource or the engine's clock")
        .check(MAIN);
  }

  @Test
  void onlyTheLatestOnlyDoorReachesTheFxThread() {
    noClasses()
        .that(not(describe("the door", c -> c.getName().contains("LatestOnly"))))
        .should()
        .accessTargetWhere(target("Platform.runLater", "javafx.application.Platform", "runLater"))
        .because("one door merges snapshots into one update per frame")
        .check(MAIN);
  }

  @Test
  void testsWaitForConditionsAndNeverSleep() {
    noClasses()
        .that(
            resideOutsideOfPackage("io.piha.bench")) // a benchmark measures over a stretch of time
        .should()
        .accessTargetWhere(
            target("Thread.sleep", "java.lang.Thread", "sleep")
                .or(target("TimeUnit.sleep", "java.util.concurrent.TimeUnit", "sleep")))
        .because("Awaitility waits for what is meant")
        .check(TESTS);
  }

  private boolean isAClock(JavaClass type) {
    return type.getName().replaceAll("\\$.*", "").endsWith("Clock");
  }

  private static DescribedPredicate<JavaAccess<?>> asksTheTime() {
    return target("System.nanoTime", "java.lang.System", "nanoTime")
        .or(target("System.currentTimeMillis", "java.lang.System", "currentTimeMillis"))
        .or(
            describe(
                "now() of java.time",
                access ->
                    access.getName().equals("now")
                        && access.getTargetOwner().getPackageName().equals("java.time")));
  }

  private static DescribedPredicate<JavaAccess<?>> drawsLots() {
    return target("Math.random", "java.lang.Math", "random")
        .or(target("Collections.shuffle", "java.util.Collections", "shuffle"));
  }

  private static DescribedPredicate<JavaAccess<?>> target(String is, String owner, String name) {
    return describe(
        is,
        access -> access.getName().equals(name) && access.getTargetOwner().getName().equals(owner));
  }

  private static String packagesOf(String room) {
    return "io.piha." + room + "..";
  }
}
