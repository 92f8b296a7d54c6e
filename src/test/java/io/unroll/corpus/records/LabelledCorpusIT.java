package io.unroll.corpus.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.EmbeddedSpark;
import io.unroll.corpus.ReadCorpus;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledCorpusIT {
  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = EmbeddedSpark.start(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void tsv_labelFirst_isRead() throws IOException {
    Path file = write("SMS", "ham\tGo until \"jurong\n\nspam\tFree, entry\0!\nham\n\tno label\n");

    assertEquals(
        List.of(
            "Go until \"jurong -> ham",
            "emptyLine",
            "Free, entry\0! -> spam",
            "missingColumn",
            "missingColumn"),
        read("format = tsv", file));
  }

  @Test
  void csv_paddedWithBlanks_isTrimmed() throws IOException {
    Path file =
        write(
            "splice.csv",
            "EI,   ATRINS,      CCAGN \nIE, X,\t\"G\"\nN , Y, \" A, \"\"D\"\"\nC\"\n");

    assertEquals(
        List.of("CCAGN -> EI", "G -> IE", "A, \"D\"\nC -> N"),
        read("inputColumn = 3, trim = true", file));
    assertEquals("      CCAGN  -> EI", read("inputColumn = 3, onBadRecord = drop", file).get(0));
  }

  @Test
  void csv_withHeader_findsColumnsByName() throws IOException {
    Path file = write("a.csv", "\uFEFFid,\"text\", label\n1,\"a\nb\",x\n2,c\n3,,y\n");

    assertEquals(
        List.of("a\nb -> x", "missingColumn", " -> y"),
        read("header = true, inputColumn = text, labelColumn = label", file));
    assertEquals(
        "1 -> x", read("header = true, inputColumn = 1, labelColumn = label", file).get(0));
    Reading.Bad bad =
        ReadCorpus.bad(
                ReadCorpus.readings(
                    spark,
                    "type = labelled, header = true, inputColumn = body, labelColumn = label",
                    "corpus.path=" + file))
            .findFirst()
            .orElseThrow();
    assertEquals(DropReason.UNREADABLE_FILE, bad.reason());
    assertEquals(
        "the header must name the column \"body\", its columns are id, text,  label", bad.found());
  }

  @Test
  void tsv_withHeaderInManySlices_isReadOnce() throws IOException {
    String line = "x".repeat(99) + "\ty\n";
    Path file = write("big.tsv", "text\tlabel\n" + line.repeat(9_000));

    List<String> read =
        read(
            "header = true, inputColumn = text, labelColumn = label, dropDuplicates = false", file);

    assertEquals(9_000, read.size());
    assertEquals(List.of("x".repeat(99) + " -> y"), read.stream().distinct().toList());
    assertEquals(
        List.of("unreadableFile"),
        read("header = true, inputColumn = none, labelColumn = label", file));
  }

  @Test
  void json_withoutAValueOrWithTwo_saysSo() throws IOException {
    Path file =
        write("a.json", "{\"text\": \"x\", \"label\": null}\n{\"text\": \"x\", \"label\": 1} {}\n");

    assertEquals(
        List.of(
            "the field \"label\" must have a value, got null",
            "must be one JSON object a line, got \"{\"text\": \"x\", \"label\": 1} {}\""),
        ReadCorpus.bad(
                ReadCorpus.readings(
                    spark,
                    "type = labelled, inputColumn = text, labelColumn = label",
                    "corpus.path=" + file))
            .map(Reading.Bad::found)
            .toList());
  }

  @Test
  void json_lines_areTextsWordsOrNumbers() throws IOException {
    Path file =
        write(
            "a.jsonl",
            """
            {"text": "caf\\u00e9\\u0000", "label": 1, "more": {}}
            {"text": null, "label": "a"}
            {"label": "a"}
            {"text": "a" "label"}

            ["not", "an object"]
            {"text": ["a b", "c"], "label": true}
            {"text": [1, 2.5], "label": 1.50}
            {"text": [[1, 2], [3, 4], [5, 6]], "label": "m"}
            {"text": [[1, 2], [3]], "label": "m"}
            {"text": [1, NaN], "label": "m"}
            {"text": [], "label": "m"}
            """);

    String columns = "inputColumn = text, labelColumn = label";
    List<String> texts = read(columns, file);
    assertEquals(
        List.of(
            "caf\u00e9\0 -> 1",
            "missingColumn",
            "missingColumn",
            "unreadable",
            "emptyLine",
            "unreadable",
            "unreadable"),
        texts.subList(0, 7));
    assertEquals("a b c -> true", read(columns + ", input = words", file).get(6));
    List<String> numbers = read(columns + ", input = numbers", file);
    assertEquals(
        List.of(
            "1x[1.0, 2.5] -> 1.5",
            "2x[1.0, 2.0, 3.0, 4.0, 5.0, 6.0] -> m",
            "unreadable",
            "notFinite",
            "emptySource"),
        numbers.subList(7, 12));
    assertEquals("unreadable", numbers.get(0));
  }

  @Test
  void parquet_anyFiles_keepPlaceAndOrder() throws IOException {
    String table = folder.resolve("a=[0.1,0.2] {x} #1 50% * ? \u00e9t\u00e9 table").toString();
    spark
        .sql(
            "SELECT id, IF(id = 5, NULL, concat('t', id)) AS text, id % 3 AS label,"
                + " array(CAST(id AS FLOAT), 2.5F) AS numbers, array('x y', 'z') AS words"
                + " FROM range(0, 10, 1, 3)")
        .write()
        .parquet(table);

    String columns = "format = parquet, labelColumn = label";
    List<Reading> read =
        ReadCorpus.readings(
            spark, "type = labelled, inputColumn = text, " + columns, "corpus.path=" + table);

    assertEquals(
        List.of(
            "t0 -> 0",
            "t1 -> 1",
            "t2 -> 2",
            "t3 -> 0",
            "t4 -> 1",
            "missingColumn",
            "t6 -> 0",
            "t7 -> 1",
            "t8 -> 2",
            "t9 -> 0"),
        ReadCorpus.describe(read));
    Reading.Bad bad = (Reading.Bad) read.get(5);
    assertThat(bad.place().describe()).matches(".* table/part-00001-.*parquet, record 3");
    Path folderOfTable = Path.of(table);
    assertEquals(
        "1x[0.0, 2.5] -> 0",
        read("inputColumn = numbers, input = numbers, " + columns, folderOfTable).get(0));
    assertEquals(
        List.of("x y", "z"),
        ((Content.Words)
                ((Reading.Good)
                        ReadCorpus.readings(
                                spark,
                                "type = labelled, inputColumn = 5, input = words, " + columns,
                                "corpus.path=" + table)
                            .get(0))
                    .example()
                    .input())
            .words());
    InvalidInput error =
        assertThrows(
            InvalidInput.class, () -> read("inputColumn = body, " + columns, folderOfTable));
    assertThat(error.getMessage())
        .contains("got \"body\"; they have id, text, label, numbers, words");
  }

  @Test
  void format_thatNobodyKnows_isAskedFor() throws IOException {
    Path unknown = write("SMSSpamCollection", "ham\tx\n");
    InvalidInput error = assertThrows(InvalidInput.class, () -> read("", unknown));
    assertThat(error.getMessage()).startsWith("corpus.format: must be given");

    Path broken = write("a.parquet", "not Parquet at all, but long enough to look");
    error = assertThrows(InvalidInput.class, () -> read("", broken));
    assertThat(error.getMessage()).contains("as Parquet: ");
  }

  private List<String> read(String settings, Path path) {
    return ReadCorpus.describe(
        ReadCorpus.readings(spark, "type = labelled, " + settings, "corpus.path=" + path));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
