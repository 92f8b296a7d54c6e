package io.unroll.corpus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.CorpusSettings;
import io.unroll.config.CorpusSettings.Shares;
import io.unroll.config.Documents;
import io.unroll.config.InvalidInput;
import io.unroll.config.OnMalformed;
import io.unroll.config.Paths;
import io.unroll.corpus.EmbeddedSpark;
import io.unroll.corpus.files.TextFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCorpusIT {
  private static final int STEP = TextBlocks.STEP;
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
  void pieces_linesOfSeveralFiles_areInOrderWithoutEnds() throws IOException {
    Files.writeString(folder.resolve("b.txt"), "\ufeffthird\r\n\n\u00e9\u4e2d\ud83d\ude00 fifth");
    Files.writeString(folder.resolve("a.txt"), "first\rsec\0nd\n");
    Files.writeString(folder.resolve("c.txt"), "");
    Files.writeString(folder.resolve("_SUCCESS"), "no");
    Files.writeString(folder.resolve(".a.txt.crc"), "no");
    List<TextPiece> expected =
        closed("first\rsec\0nd", "third", "", "\u00e9\u4e2d\ud83d\ude00 fifth");
    assertEquals(expected, open(folder.toString(), lines(), STEP).pieces().collect());
    assertEquals(expected, open(folder + "/?.txt", lines(), STEP).pieces().collect());
    assertEquals(6 + 7 + 6 + 1 + 10, open(folder.toString(), lines(), STEP).codePoints());
  }

  @Test
  void pieces_nameWithGlobCharacters_isMeantAsItIs() throws IOException {
    String name = folder.resolve("a[1],{b} c.txt").toString();
    Files.writeString(Path.of(name), "here\n");
    assertEquals(closed("here"), open(name, lines(), STEP).pieces().collect());
  }

  @Test
  void pieces_anySlicesAndCompression_areTheSame() throws IOException {
    String text = mixedLines(7 * STEP);
    Path plain = Files.writeString(folder.resolve("plain.txt"), text);
    List<TextPiece> expected = open(plain.toString(), lines(), 100L * STEP).pieces().collect();
    assertEquals(text, joined(expected));
    assertTrue(expected.stream().anyMatch(piece -> !piece.closed()), "a line must be cut");
    assertTrue(expected.stream().allMatch(piece -> piece.text().length() <= 2 * STEP));
    for (int steps : List.of(1, 2, 3)) {
      long slice = (long) steps * STEP;
      assertEquals(expected, open(plain.toString(), lines(), slice).pieces().collect());
    }
    Path gzip = folder.resolve("zipped.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      Files.copy(plain, out);
    }
    assertEquals(expected, open(gzip.toString(), lines(), STEP).pieces().collect());
  }

  @Test
  void pieces_bzip2InManySlices_loseAndRepeatNothing() throws IOException {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder();
    while (text.length() < 6_800_000) {
      text.append(Long.toString(random.nextLong(), 36)).append(random.nextInt(9) == 0 ? "\n" : " ");
    }
    text.append('\n');
    Path bzip2 = bzip2(text.toString());
    assertTrue(Files.size(bzip2) > 4L << 20, "must be more than a slice");
    TextCorpus corpus = open(bzip2.toString(), lines(), STEP);
    assertEquals(text.length(), corpus.codePoints());
    assertEquals(text.toString(), joined(corpus.pieces().collect()));
  }

  @Test
  void pieces_wholeFiles_keepLineEndsAndCloseEachFile() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "one\r\ntwo\n\n");
    Files.writeString(folder.resolve("b.txt"), mixedLines(3 * STEP));
    CorpusSettings.Text files = settings(Documents.FILES, OnMalformed.FAIL);
    List<TextPiece> pieces = open(folder.toString(), files, STEP).pieces().collect();
    assertEquals(new TextPiece("one\r\ntwo\n\n", true), pieces.get(0));
    StringBuilder rest = new StringBuilder();
    pieces.subList(1, pieces.size()).forEach(piece -> rest.append(piece.text()));
    assertEquals(Files.readString(folder.resolve("b.txt")), rest.toString());
    assertEquals(2, pieces.stream().filter(TextPiece::closed).count());
    assertTrue(pieces.get(pieces.size() - 1).closed());
  }

  @Test
  void ranges_anyCuts_partTheTextBetweenWords() throws IOException {
    String text = "to be or not\nis\n";
    Path file = Files.writeString(folder.resolve("a.txt"), text);
    TextCorpus corpus = open(file.toString(), lines(), STEP);
    for (long cut = 0; cut <= text.length(); cut++) {
      List<TextPiece> before = corpus.pieces(new TextRange(0, cut, true)).collect();
      List<TextPiece> after = corpus.pieces(new TextRange(cut, text.length(), true)).collect();
      assertEquals(text.substring(0, (int) cut), joined(before));
      assertEquals(text.substring((int) cut), joined(after));
      String words = joined(corpus.pieces(new TextRange(0, cut, false)).collect());
      String rest = joined(corpus.pieces(new TextRange(cut, text.length(), false)).collect());
      assertEquals(text, words + rest);
      assertTrue(words.length() >= cut);
      assertTrue(
          words.isEmpty() || words.endsWith("\n") || rest.startsWith(" "), words + "|" + rest);
    }
    assertEquals("to be", joined(corpus.pieces(new TextRange(0, 4, false)).collect()));
    assertEquals("to be or not\n", joined(corpus.pieces(new TextRange(0, 10, false)).collect()));
  }

  @Test
  void malformed_anyPolicy_isCountedAndTreatedSo() throws IOException {
    byte[] line = "good\nb\u00e9d\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] bytes = Arrays.copyOf(line, 2 * line.length + 1);
    System.arraycopy(line, 0, bytes, line.length, line.length);
    bytes[2 * line.length] = '\n';
    Path file = Files.write(folder.resolve("a.txt"), bytes);
    InvalidInput error =
        assertThrows(InvalidInput.class, () -> open(file.toString(), lines(), STEP));
    assertThat(error.getMessage())
        .matches(
            ".*a.txt: text must be UTF-8, but byte 0xE9 at offset 6 is not \\(2 lines in"
                + " all\\); convert the file first, or set corpus.onMalformed = replace or"
                + " drop");
    assertMalformed(file, OnMalformed.REPLACE, closed("good", "b\ufffdd", "good", "b\ufffdd", ""));
    assertMalformed(file, OnMalformed.DROP, closed("good", "good", ""));
  }

  private void assertMalformed(Path file, OnMalformed policy, List<TextPiece> expected) {
    TextCorpus corpus = open(file.toString(), settings(Documents.LINES, policy), STEP);
    assertEquals(expected, corpus.pieces().collect());
    assertEquals(List.of(2L), List.copyOf(corpus.malformedLines().values()));
  }

  @Test
  void malformed_replacementInText_isNone() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "a\ufffdb\n");
    TextCorpus corpus = open(file.toString(), lines(), STEP);
    assertEquals(closed("a\ufffdb"), corpus.pieces().collect());
    assertEquals(Map.of(), corpus.malformedLines());
  }

  @Test
  void archive_cutOff_isNamed() throws IOException {
    Path whole = folder.resolve("whole.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      out.write(mixedLines(STEP).getBytes(StandardCharsets.UTF_8));
    }
    byte[] gzip = Files.readAllBytes(whole);
    byte[] bzip2 = Files.readAllBytes(bzip2("packed\n".repeat(1_000)));
    Files.write(folder.resolve("half.gz"), Arrays.copyOf(gzip, gzip.length / 2));
    Files.write(folder.resolve("half.bz2"), Arrays.copyOf(bzip2, bzip2.length / 2));
    for (String name : List.of("half.gz", "half.bz2")) {
      String path = folder.resolve(name).toString();
      InvalidInput error = assertThrows(InvalidInput.class, () -> open(path, lines(), STEP));
      assertThat(error.getMessage()).matches(".*" + name + ": cannot be decompressed: .*");
    }
  }

  private Path bzip2(String text) throws IOException {
    Path file = folder.resolve("packed.bz2");
    BZip2Codec codec = new BZip2Codec();
    codec.setConf(spark.sparkContext().hadoopConfiguration());
    try (OutputStream out = codec.createOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  /** Short lines, lines longer than a slice with and without blanks, and wide characters. */
  private static String mixedLines(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < length; i++) {
      text.append("line ").append(i).append(" \u4e2d\u00e9\n".repeat(i % 700));
      if (i % 1_000 == 400) {
        text.append("blank after blank ".repeat(STEP / 8)).append('\n');
      } else if (i % 1_000 == 600) {
        text.append("\u4e2d".repeat(STEP)).append('\n');
      }
    }
    return text.append('\n').toString();
  }

  private static String joined(List<TextPiece> pieces) {
    StringBuilder text = new StringBuilder();
    pieces.forEach(piece -> text.append(piece.text()).append(piece.closed() ? "\n" : ""));
    return text.toString();
  }

  private static List<TextPiece> closed(String... texts) {
    List<TextPiece> pieces = new ArrayList<>();
    for (String text : texts) {
      pieces.add(new TextPiece(text, true));
    }
    return pieces;
  }

  private static CorpusSettings.Text lines() {
    return settings(Documents.LINES, OnMalformed.FAIL);
  }

  private static CorpusSettings.Text settings(Documents documents, OnMalformed onMalformed) {
    return new CorpusSettings.Text(
        Paths.whole("unread"), new Shares(1, 0, 0), documents, onMalformed);
  }

  private static TextCorpus open(String path, CorpusSettings.Text settings, long sliceBytes) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    TextFiles files = TextFiles.find(context.hadoopConfiguration(), "corpus.path", path);
    return TextCorpus.open(context, files, settings, sliceBytes);
  }
}
