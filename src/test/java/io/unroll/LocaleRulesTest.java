package io.unroll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Rule that figures do not depend on the language of the machine: under an Arabic locale {@code %d}
 * writes other digits, in file names and signatures, too.
 */
final class LocaleRulesTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("unroll.root", "."), "src", "main", "java");
  private static final Pattern CALL =
      Pattern.compile("\\.formatted\\(|String\\.format\\(|printf\\(");
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");
  private static final Pattern FIGURE =
      Pattern.compile("%(?:\\d+\\$)?[-#+ 0,(]*\\d*(?:\\.\\d+)?[dfeEgG]");
  private static final Pattern CASE = Pattern.compile("\\.to(?:Upper|Lower)Case\\(\\)");

  @Test
  void sources_figuresInTexts_nameTheLocale() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : sources()) {
      String text = withoutEndsInTexts(Files.readString(file));
      Matcher call = CALL.matcher(text);
      while (call.find()) {
        if (isLocal(statement(text, call.start()))) {
          found.add(SOURCES.relativize(file) + ":" + lineOf(text, call.start()));
        }
      }
    }
    assertEquals(
        Set.of(), found, "write %s for a whole number, or String.format(Locale.ROOT, ...)");
  }

  @Test
  void sources_changesOfCase_nameTheLocale() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : sources()) {
      if (CASE.matcher(Files.readString(file)).find()) {
        found.add(SOURCES.relativize(file).toString());
      }
    }
    assertEquals(Set.of(), found, "write toLowerCase(Locale.ROOT)");
  }

  @Test
  void isLocal_someStatements_areTold() {
    assertTrue(isLocal("name = \"part-%05d\".formatted(at)"));
    assertTrue(isLocal("say(\"%,d rows\".formatted(rows))"));
    assertFalse(isLocal("name = \"part-%s of 100%%\".formatted(at)"));
    assertFalse(isLocal("String.format(Locale.ROOT, \"%.4f\", value)"));
  }

  private static boolean isLocal(String statement) {
    return !statement.contains("Locale.ROOT")
        && TEXT.matcher(statement)
            .results()
            .anyMatch(text -> FIGURE.matcher(text.group().replace("%%", "")).find());
  }

  /** Removes from texts the characters that end a statement elsewhere. */
  private static String withoutEndsInTexts(String source) {
    return TEXT.matcher(source)
        .replaceAll(text -> Matcher.quoteReplacement(text.group().replaceAll("[;{}]", ",")));
  }

  private static String statement(String text, int at) {
    int start = Math.max(text.lastIndexOf(';', at), text.lastIndexOf("{\n", at));
    return text.substring(Math.max(start, text.lastIndexOf("}\n", at)) + 1, text.indexOf(';', at));
  }

  private static long lineOf(String text, int at) {
    return text.substring(0, at).lines().count();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(SOURCES)) {
      return all.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
