package io.unroll.corpus.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.corpus.files.SourceFile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CsvRecordsTest {
  private static final SourceFile FILE = new SourceFile(0, "file:/x/t.csv", 100, false);

  @Test
  void record_overSeveralLines_isOne() {
    assertEquals(
        List.of(List.of("a", "b\nc, \"d\"", "e"), List.of("f", "g")),
        fields("a,\"b\nc, \"\"d\"\"\",e\nf,g", false, 1000));
  }

  @Test
  void quote_insideAField_isACharacter() {
    assertEquals(
        List.of(List.of("5\" disk", "x"), List.of("y")), fields("5\" disk,x\ny", false, 99));
    assertEquals(List.of(List.of("a", " \"b"), List.of("c\"")), fields("a, \"b\nc\"", false, 99));
    assertEquals(List.of(List.of("a", "b\nc")), fields("a, \"b\nc\"", true, 99));
  }

  @Test
  void quote_neverClosed_costsOnlyItsLine() {
    assertEquals(
        List.of(List.of("a", "b"), List.of("unreadable"), List.of("d"), List.of("e", "f")),
        fields("a,b\n\"c,c\nd\ne,f", false, 1000));
    assertEquals(
        List.of(List.of("unreadable"), List.of("123456789"), List.of("unreadable"), List.of("d")),
        fields("\"c\n123456789\n\"\nd", false, 10));
  }

  @Property
  void records_quoted_comeBack(@ForAll("tables") List<List<String>> table) {
    String csv =
        table.stream()
            .map(
                row ->
                    row.stream()
                        .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
            .collect(Collectors.joining("\n"));

    assertEquals(table, fields(csv, false, 1 << 20));
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> field =
        Arbitraries.strings()
            .withChars('a', ' ', ',', '"', '\n', '#', '\0', '\\', '\u2028')
            .ofMaxLength(8);
    return field.list().ofMinSize(1).ofMaxSize(4).list().ofMinSize(1).ofMaxSize(5);
  }

  private static List<List<String>> fields(String csv, boolean blanksBeforeQuote, long maxBytes) {
    Iterator<SourceLine> lines =
        Stream.of(csv.split("\n", -1))
            .map(line -> (SourceLine) new SourceLine.Text(FILE, 0, line, false))
            .iterator();
    List<List<String>> records = new ArrayList<>();
    new CsvRecords(lines, ',', blanksBeforeQuote, maxBytes)
        .forEachRemaining(
            record ->
                records.add(
                    record instanceof SourceLine.Text text
                        ? fields(text, blanksBeforeQuote)
                        : List.of("unreadable")));
    return records;
  }

  private static List<String> fields(SourceLine.Text record, boolean blanksBeforeQuote) {
    return CsvFields.of(record.text(), ',', blanksBeforeQuote);
  }
}
