package io.unroll.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.Unroll;
import io.unroll.config.InvalidInput;
import io.unroll.config.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Check of the commands of README and docs/: scripts exist, options parse, and the settings of a
 * file and of {@code --set} bind, a capital letter in the place of a value as 1. Nothing is run.
 */
final class CommandSnippetsTest {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
  private static final Pattern END = Pattern.compile("[|>#]|&&");
  private static final Set<String> WITH_SETTINGS =
      Set.of("run", "prepare", "train", "retrain", "describe");

  static Stream<String> commands() throws IOException {
    return Document.all().flatMap(CommandSnippetsTest::commands).distinct();
  }

  private static Stream<String> commands(Document document) {
    return document.snippets().stream()
        .flatMap(line -> Stream.of(line.split("(?<=\\s)\\|\\s")))
        .map(String::strip)
        .filter(line -> line.matches("(\\./unroll|jobs/\\S+\\.sh|src/benchmark/run) .*"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void command_ofADocument_isOneThereIs(String command) {
    check(words(command));
  }

  @Test
  void command_withAnErrorInIt_isTold() {
    assertThrows(ParameterException.class, () -> check(words("./unroll run a.conf --sett a=b")));
    assertThrows(
        InvalidInput.class,
        () -> check(words("./unroll run conf/addition.conf --set corpus.digit=4")));
    assertThrows(AssertionError.class, () -> check(words("src/benchmark/run cell")));
    assertThrows(AssertionError.class, () -> check(words("jobs/walk.sh conf/addition.conf")));
  }

  private static void check(List<String> words) {
    Path script = Document.ROOT.resolve(words.get(0));
    assertTrue(Files.isExecutable(script), () -> "no such script: " + script);
    List<String> options = words.subList(1, words.size());
    switch (script.getFileName().toString()) {
      case "unroll" -> unroll(options);
      case "run" -> assertThat(benchmarks()).as("no such benchmark").contains(options.get(0));
      case "local-cluster.sh" -> assertThat(Set.of("start", "stop")).contains(options.get(0));
      default -> {
        String name = script.getFileName().toString().replace(".sh", "");
        unroll(Stream.concat(Stream.of(name), options.stream()).toList());
      }
    }
  }

  private static void unroll(List<String> words) {
    CommandLine all = new CommandLine(new Unroll()).setCaseInsensitiveEnumValuesAllowed(true);
    if (words.size() == 1) {
      assertThat(all.getSubcommands()).as("no such command").containsKey(words.get(0));
      return;
    }
    ParseResult parsed = all.parseArgs(words.toArray(String[]::new)).subcommand();
    String command = parsed.commandSpec().name();
    if (!parsed.isUsageHelpRequested() && WITH_SETTINGS.contains(command)) {
      String file = parsed.matchedPositional(0).originalStringValues().get(0);
      if (file.startsWith("conf/")) {
        List<String> overrides =
            parsed.matchedOptionValue("--set", List.<String>of()).stream()
                .map(set -> set.replaceFirst("=[A-Z]$", "=1"))
                .collect(Collectors.toCollection(ArrayList::new));
        if (command.equals("retrain")) {
          overrides.add("corpus.path=-");
        }
        SettingsLoader.load(Document.ROOT.resolve(file), overrides);
      }
    }
  }

  private static Set<String> benchmarks() {
    Pattern name = Pattern.compile("@Command\\(\\s*name = \"([a-z-]+)\"");
    return assertDoesNotThrow(
        () -> {
          try (Stream<Path> files = Files.walk(Document.ROOT.resolve("src/benchmark"))) {
            return files
                .filter(file -> file.toString().endsWith(".java"))
                .map(file -> assertDoesNotThrow(() -> Files.readString(file)))
                .flatMap(text -> name.matcher(text).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
          }
        });
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find() && !END.matcher(word.group()).matches()) {
      words.add(word.group().replaceAll("^[\"']|[\"']$", ""));
    }
    return words;
  }
}
