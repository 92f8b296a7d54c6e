package io.unroll.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.documents.Document.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Check of the repository's Markdown: links resolve, tables are whole, lines fit the page. */
final class DocumentTest {
  private static final int LONGEST = 120;
  private static final Path DECISIONS = Path.of("docs", "decisions");
  private static final List<String> SECTIONS =
      List.of("Context", "Decision", "Rejected", "Measured", "Consequences", "How it is held");
  private static final Set<String> NEEDED = Set.of("Context", "Decision", "How it is held");

  static Stream<Document> documents() throws IOException {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void links_ofTheRepository_resolve(Document document) {
    List<String> broken =
        document
            .links()
            .filter(link -> !link.contains("://"))
            .filter(link -> !resolves(document, link))
            .toList();
    assertEquals(List.of(), broken, document + ": links to nothing");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void rows_ofATable_haveAsManyCellsAsItsHeader(Document document) {
    List<String> wrong = new ArrayList<>();
    int header = 0;
    for (Line line : document.lines()) {
      int cells = line.isRow() ? cells(line.text()) : 0;
      if (header == 0 || cells == 0) {
        header = cells;
      } else if (cells != header) {
        wrong.add("line %s: %s cells below %s".formatted(line.number(), cells, header));
      }
    }
    assertEquals(List.of(), wrong, document.toString());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void lines_ofProse_fitThePage(Document document) {
    List<Integer> tooLong =
        document
            .prose()
            .filter(line -> !line.isRow() && line.text().length() > LONGEST)
            .map(Line::number)
            .toList();
    assertEquals(List.of(), tooLong, document + ": lines of more than " + LONGEST + " characters");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void decisions_allOfThem_followTheTemplate(Document document) {
    if (document.path().startsWith(DECISIONS)) {
      List<String> headings =
          document
              .prose()
              .map(Line::text)
              .filter(line -> line.startsWith("## "))
              .map(line -> line.substring(3))
              .toList();
      assertEquals(SECTIONS.stream().filter(headings::contains).toList(), headings);
      assertTrue(headings.containsAll(NEEDED), document + ": needs " + NEEDED);
      String number = document.path().getFileName().toString().substring(0, 4);
      String title = document.lines().get(0).text();
      assertThat(title).matches("# (" + number + "|NNNN): \\p{Lu}.*[^.]");
    }
  }

  @Test
  void read_someMarkdown_tellsProseFromCode(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("some.md");
    Files.writeString(
        file,
        """
        # A title, with `code`
        text
            goes on
        ```java
        int a;
        ```

            ./unroll
        | a | `b|c` \\| d |
        """);
    Document document = Document.read(file);

    assertEquals(Set.of("a-title-with-code"), document.anchors());
    assertEquals(List.of("int a;\n"), document.blocks("java"));
    assertEquals(
        List.of("```java", "int a;", "```", "./unroll", "code", "b|c"), document.snippets());
    assertEquals(2, cells("| a | `b|c` \\| d |"));
  }

  private static int cells(String row) {
    String bare = row.replace("\\|", "").replaceAll("`[^`]*`", "").strip();
    return bare.length() - bare.replace("|", "").length() - 1;
  }

  private static boolean resolves(Document document, String link) {
    int hash = link.indexOf('#');
    Path here = Document.ROOT.resolve(document.path());
    if (hash == 0) {
      return document.anchors().contains(link.substring(1));
    }
    Path target = here.resolveSibling(hash < 0 ? link : link.substring(0, hash)).normalize();
    if (!target.startsWith(Document.ROOT) || !Files.exists(target)) {
      return false;
    }
    return hash < 0 || Document.read(target).anchors().contains(link.substring(hash + 1));
  }
}
