package io.unroll;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules of who may name whom among the rooms of a package, its sub-packages. */
@AnalyzeClasses(packages = "io.unroll", importOptions = ImportOption.DoNotIncludeTests.class)
final class RoomRulesTest {
  private static final String ROOT = "io.unroll.";
  private static final String EVERYBODY = "*";

  /**
   * A room.
   *
   * @param name below {@code io.unroll}
   * @param names other rooms of its package that it may name
   * @param guests packages outside of its own that may name it
   */
  private record Room(String name, Set<String> names, Set<String> guests) {
    String home() {
      return name.substring(0, name.indexOf('.'));
    }

    String packages() {
      return ROOT + name + "..";
    }

    private static Room of(String name, String names, String guests) {
      return new Room(name, words(names), words(guests));
    }

    private static Set<String> words(String text) {
      return Stream.of(text.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
    }
  }

  /** All rooms of a package that has any; a room may name only what stands above it. */
  private static final List<Room> ROOMS =
      List.of(
          Room.of("corpus.storage", "", EVERYBODY),
          Room.of("corpus.example", "", EVERYBODY),
          Room.of("corpus.files", "example storage", "shards"),
          Room.of("corpus.lines", "example files", "jobs describe runs"),
          Room.of("corpus.text", "example files", "shards"),
          Room.of("corpus.generated", "example files", "jobs describe runs"),
          Room.of("corpus.records", "example files lines storage", ""),
          Room.of("corpus.table", "example files records storage", ""),
          Room.of("corpus.tagged", "example files lines", ""),
          Room.of("corpus.series", "example files lines", ""),
          Room.of("corpus.sets", "example files", ""),
          Room.of("corpus.images", "example files", ""),
          Room.of("layers.backend", "", EVERYBODY),
          Room.of("layers.kernel", "backend", ""),
          Room.of("layers.recurrent", "backend kernel", "network decoding"),
          Room.of("layers.attention", "backend kernel", "network decoding"),
          Room.of("layers.embedding", "kernel", "network"),
          Room.of("layers.sequence", "kernel", "network"),
          Room.of("layers.decoder", "attention backend kernel recurrent", "network"),
          Room.of("layers.output", "backend embedding kernel", "network training evaluation"),
          Room.of("evaluation.measure", "", "jobs retraining runs"));

  @ArchTest
  static final ArchRule rooms_ofAnyDepth_haveNoCycles =
      slices().matching("io.unroll.(**)").should().beFreeOfCycles();

  @ArchTest
  static void rooms_eachOfThem_nameOnlyThoseTheyMay(JavaClasses classes) {
    for (Room room : ROOMS) {
      String[] others =
          Stream.concat(
                  Stream.of(ROOT + room.home()),
                  ROOMS.stream()
                      .filter(other -> other.home().equals(room.home()) && !other.equals(room))
                      .filter(other -> !room.names.contains(shortName(other)))
                      .map(Room::packages))
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(room.packages())
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .because(room.name + " may name only the rooms " + new TreeSet<>(room.names))
          .check(classes);
    }
  }

  @ArchTest
  static void rooms_eachOfThem_areNamedOnlyByTheirGuests(JavaClasses classes) {
    for (Room room : ROOMS) {
      if (!room.guests.contains(EVERYBODY)) {
        String[] allowed =
            Stream.concat(Stream.of(room.home()), room.guests.stream())
                .map(name -> ROOT + name + "..")
                .toArray(String[]::new);
        noClasses()
            .that()
            .resideOutsideOfPackages(allowed)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(room.packages())
            .because(room.name + " is for " + room.home() + " and " + new TreeSet<>(room.guests))
            .check(classes);
      }
    }
  }

  @ArchTest
  static void rooms_ofAPackageThatHasAny_areAllInTheTable(JavaClasses classes) {
    Set<String> homes = ROOMS.stream().map(Room::home).collect(Collectors.toSet());
    Set<String> known = ROOMS.stream().map(Room::name).collect(Collectors.toSet());
    Set<String> unknown =
        classes.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(ROOT))
            .map(name -> name.substring(ROOT.length()))
            .filter(name -> name.contains(".") && homes.contains(name.split("\\.", 2)[0]))
            .filter(name -> !known.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), unknown, "rooms that ROOMS does not name");
  }

  @ArchTest
  static void rooms_inTheTable_exist(JavaClasses classes) {
    Set<String> missing =
        ROOMS.stream()
            .map(room -> ROOT + room.name)
            .filter(name -> classes.stream().noneMatch(one -> one.getPackageName().equals(name)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), missing, "rooms of ROOMS that there are not");
  }

  private static String shortName(Room room) {
    return room.name.substring(room.name.indexOf('.') + 1);
  }
}
