package io.unroll.corpus.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.EmbeddedSpark;
import io.unroll.corpus.ReadCorpus;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Reading;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParallelCorpusIT {
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
  void tsv_anyLine_isAPairOrSaysWhyNot() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("fra.txt"),
            "\uFEFFGo.\tVa\u202f!\r\n"
                + "only one\n\n"
                + "Run!\t\n"
                + "\tCours\n"
                + "Hi.\t\u00a0Salut\u00a0!\n"
                + "Hi.\tSal\tut");

    List<Reading> read = ReadCorpus.readings(spark, "type = parallel", "corpus.path=" + file);

    assertEquals(
        List.of(
            "Go. -> Va\u202f!",
            "missingColumn",
            "emptyLine",
            "emptyTarget",
            " -> Cours",
            "Hi. -> \u00a0Salut\u00a0!",
            "unreadable"),
        ReadCorpus.describe(read));
    assertEquals("fra.txt@0", ((Reading.Good) read.get(0)).example().key());
    assertThat(((Reading.Bad) read.get(1)).found())
        .contains("at least 2 columns, got 1: \"only one\"");
    assertThat(((Reading.Bad) read.get(6)).found())
        .contains("must have 2 columns like most lines at the head of the file, got 3");
    assertEquals(
        List.of("Va\u202f! -> Go."),
        ReadCorpus.describe(
                ReadCorpus.readings(
                    spark,
                    "type = parallel, sourceColumn = 2, targetColumn = 1",
                    "corpus.path=" + file))
            .subList(0, 1));
  }

  @Test
  void tsv_bySource_groupsTranslations() throws IOException {
    Path file = Files.writeString(folder.resolve("a.tsv"), "a ||| b\na ||| c\nd ||| b\n");
    String corpus = "type = parallel, separator = \" ||| \", path = \"%s\"".formatted(file);

    assertEquals(List.of(0, 0, 1), groups(corpus, "corpus.splitBy=source"));
    assertEquals(List.of(0, 1, 0), groups(corpus, "corpus.splitBy=target"));
    assertEquals(List.of(0, 1, 2), groups(corpus, "corpus.splitBy=example"));
  }

  @Test
  void files_aligned_pairLinesByNumber() throws IOException {
    StringBuilder source = new StringBuilder();
    StringBuilder target = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int line = 0; line < 30_000; line++) {
      String left = "s".repeat(line % 37) + line;
      String right = "t".repeat(line % 11) + line;
      source.append(left).append('\n');
      target.append(right).append(line % 2 == 0 ? "\r\n" : "\n");
      expected.add(left + " -> " + right);
    }
    write("big", source, target);
    List<Reading> read = ReadCorpus.readings(spark, aligned("big"));
    assertEquals(expected, ReadCorpus.describe(read));
    assertEquals("big.en:17", ((Reading.Good) read.get(16)).example().key());

    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("big.fr.gz")))) {
      Files.copy(folder.resolve("big.fr"), out);
    }
    Files.delete(folder.resolve("big.fr"));
    assertEquals(expected, ReadCorpus.describe(ReadCorpus.readings(spark, aligned("big"))));
  }

  @Test
  void files_ofUnequalLength_haveUnalignedLines() throws IOException {
    write("odd", "a\nb\n", "x\ny\nz\n\u00e9");
    List<Reading> longerTarget = ReadCorpus.readings(spark, aligned("odd"));
    assertEquals(
        List.of("a -> x", "b -> y", "unaligned", "unaligned"), ReadCorpus.describe(longerTarget));
    Reading.Bad bad = (Reading.Bad) longerTarget.get(2);
    assertEquals(
        "both files must have as many lines, but odd.en has 2 and odd.fr has 4", bad.found());
    assertThat(bad.place().describe()).endsWith("odd.fr, byte 4");

    write("odd", "a\nb\nc", "x\n");
    assertEquals(
        List.of("a -> x", "unaligned", "unaligned"),
        ReadCorpus.describe(ReadCorpus.readings(spark, aligned("odd"))));
  }

  @Test
  void files_withEmptyAndBadLines_keepStep() throws IOException {
    write("gaps", "a\n\nc\nd\ne\n", "1\n2\n\n4\n5\n");
    byte[] bytes = Files.readAllBytes(folder.resolve("gaps.fr"));
    bytes[5] = (byte) 0xFF;
    Files.write(folder.resolve("gaps.fr"), bytes);

    List<Reading> read = ReadCorpus.readings(spark, aligned("gaps"));

    assertEquals(
        Set.of("a -> 1", " -> 2", "emptyTarget", "malformedText", "e -> 5"),
        Set.copyOf(ReadCorpus.describe(read)));
    assertEquals(5, read.size());
  }

  @Test
  void file_damaged_isNamedAndNotJustShorter() throws IOException {
    write("cut", "a\n".repeat(9_000), "x\n".repeat(9_000));
    java.io.ByteArrayOutputStream zipped = new java.io.ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      Files.copy(folder.resolve("cut.fr"), out);
    }
    Files.delete(folder.resolve("cut.fr"));
    byte[] all = zipped.toByteArray();
    Files.write(folder.resolve("cut.fr.gz"), Arrays.copyOf(all, all.length - 9));

    List<Reading.Bad> bad =
        ReadCorpus.bad(ReadCorpus.readings(spark, aligned("cut")))
            .filter(one -> one.reason() == DropReason.UNREADABLE_FILE)
            .toList();

    assertEquals(1, bad.size());
    assertThat(bad.get(0).place().source()).endsWith("cut.fr.gz");
  }

  @Test
  void files_missing_areNamedByTheirWholeName() throws IOException {
    Files.writeString(folder.resolve("half.en"), "a\n");

    InvalidInput error =
        assertThrows(InvalidInput.class, () -> ReadCorpus.readings(spark, aligned("half")));

    assertThat(error.getMessage()).matches("corpus.path: no file matches .*half.fr");
  }

  private List<Integer> groups(String corpus, String... overrides) {
    List<String> groups =
        ReadCorpus.readings(spark, corpus, overrides).stream()
            .map(reading -> ((Reading.Good) reading).example().group())
            .toList();
    List<String> distinct = groups.stream().distinct().collect(Collectors.toList());
    return groups.stream().map(distinct::indexOf).toList();
  }

  private String aligned(String prefix) {
    return "type = parallel, sourceSuffix = en, targetSuffix = fr, path = \"%s\""
        .formatted(folder.resolve(prefix));
  }

  private void write(String prefix, CharSequence source, CharSequence target) throws IOException {
    Files.writeString(folder.resolve(prefix + ".en"), source);
    Files.writeString(folder.resolve(prefix + ".fr"), target);
  }
}
