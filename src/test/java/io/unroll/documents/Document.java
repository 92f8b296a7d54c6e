package io.unroll.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Markdown file of the repository: its prose, tables, links, headings and blocks of code. */
record Document(Path path, List<Line> lines) {

  static final Path ROOT = Path.of(System.getProperty("unroll.root", "")).toAbsolutePath();

  private static final String FENCE = "```";
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern INLINE = Pattern.compile("`([^`]+)`");

  /** Line of a document; {@code language} is that of its block of code, null in prose. */
  record Line(int number, String text, String language) {
    boolean isCode() {
      return language != null;
    }

    boolean isRow() {
      return !isCode() && text.startsWith("|");
    }
  }

  static Stream<Document> all() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 3)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> isOurs(ROOT.relativize(file)))
          .sorted()
          .map(Document::read)
          .toList()
          .stream();
    }
  }

  private static boolean isOurs(Path file) {
    String first = file.getName(0).toString();
    return file.getNameCount() == 1 || Set.of("docs", "datasets", "jobs").contains(first);
  }

  static Document read(Path file) {
    List<Line> lines = new ArrayList<>();
    String language = null;
    try {
      for (String text : Files.readAllLines(file)) {
        String own = language;
        if (text.startsWith(FENCE)) {
          own = FENCE;
          language = language == null ? text.substring(FENCE.length()) : null;
        } else if (language == null && text.startsWith("    ") && !isContinued(lines)) {
          own = "";
        }
        lines.add(new Line(lines.size() + 1, text, own));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Document(ROOT.relativize(file), List.copyOf(lines));
  }

  /** Tells whether an indented line goes on with the item of a list above it. */
  private static boolean isContinued(List<Line> before) {
    if (before.isEmpty()) {
      return false;
    }
    Line last = before.get(before.size() - 1);
    return !last.isCode() && !last.text().isBlank();
  }

  Stream<Line> prose() {
    return lines.stream().filter(line -> !line.isCode());
  }

  /** Returns the text of each block of a language, fenced by three backticks. */
  List<String> blocks(String language) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    for (Line line : lines) {
      if (language.equals(line.language())) {
        block.append(line.text()).append('\n');
      } else if (!block.isEmpty()) {
        blocks.add(block.toString());
        block.setLength(0);
      }
    }
    return blocks;
  }

  /** Returns the lines of code, and what stands between backticks in prose. */
  List<String> snippets() {
    String prose = prose().map(Line::text).collect(Collectors.joining("\n"));
    Stream<String> inline =
        INLINE.matcher(prose).results().map(match -> match.group(1).replaceAll("\\s+", " "));
    return Stream.concat(lines.stream().filter(Line::isCode).map(Line::text), inline)
        .map(String::strip)
        .toList();
  }

  Stream<String> links() {
    return prose().flatMap(line -> LINK.matcher(line.text()).results()).map(Document::target);
  }

  private static String target(MatchResult link) {
    return link.group(1);
  }

  /** Returns the anchors of the headings, as GitHub makes them. */
  Set<String> anchors() {
    return prose()
        .map(Line::text)
        .filter(text -> text.startsWith("#"))
        .map(text -> text.replaceFirst("^#+\\s*", "").toLowerCase(Locale.ROOT))
        .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
