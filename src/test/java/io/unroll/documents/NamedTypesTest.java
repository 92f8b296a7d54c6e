package io.unroll.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Check that the pages that explain the code name types that exist. */
final class NamedTypesTest {
  private static final Pattern TYPE = Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][a-z0-9]*)+\\b");

  private static final Pattern LINK = Pattern.compile("\\{@link (?:[a-z.]+\\.)?([A-Z]\\w+)}");

  /** Types of libraries, and words that only look like types. */
  private static final Set<String> OTHERS =
      Set.of(
          "ComputationGraph",
          "SparkApplication",
          "ScheduledSparkApplication",
          "CronJob",
          "ParameterAveragingTrainingMaster",
          "SparkSession",
          "StringIndexer",
          "BeamSearchDecoder",
          "SMSSpamCollection");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "docs/architecture.md"})
  void types_aPageNames_exist(String page) throws IOException {
    Set<String> named =
        Document.read(Document.ROOT.resolve(page)).snippets().stream()
            .flatMap(snippet -> TYPE.matcher(snippet).results())
            .map(match -> match.group())
            .collect(Collectors.toCollection(TreeSet::new));
    named.removeAll(OTHERS);
    named.removeAll(types());
    assertEquals(Set.of(), named, page + " names types that there are not");
  }

  @Test
  void types_aMapOfAPackageLinks_areInThatPackage() throws IOException {
    Set<String> wrong = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Document.ROOT.resolve("src/main/java"))) {
      for (Path file : files.filter(each -> each.endsWith("package-info.java")).toList()) {
        LINK.matcher(Files.readString(file))
            .results()
            .map(match -> match.group(1))
            .filter(type -> !Files.exists(file.resolveSibling(type + ".java")))
            .forEach(type -> wrong.add(file.getParent().getFileName() + ": " + type));
      }
    }
    assertEquals(Set.of(), wrong, "links to no type of the package");
  }

  /** Returns the simple names of the files of sources, and of the types nested in them. */
  private static Set<String> types() throws IOException {
    Pattern nested = Pattern.compile("\\b(?:class|record|enum|interface) ([A-Z]\\w+)");
    try (Stream<Path> files = Files.walk(Document.ROOT.resolve("src"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      Set<String> types = new TreeSet<>();
      for (Path source : sources) {
        nested
            .matcher(Files.readString(source))
            .results()
            .forEach(match -> types.add(match.group(1)));
      }
      return types;
    }
  }
}
