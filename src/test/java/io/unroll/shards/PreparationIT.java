package io.unroll.shards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.config.TokenSettings;
import io.unroll.corpus.EmbeddedSpark;
import io.unroll.corpus.example.Split;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationIT {
  private static final TokenSettings CHARACTERS = new TokenSettings.Characters();
  private static final TokenSettings.Folding NONE = TokenSettings.Folding.NONE;
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
  void addition_prepared_keepsTestSumsOutOfTraining() {
    Prepared prepared = prepare(TestSettings.addition(4_000, 10), "add");
    Manifest manifest = prepared.manifest();
    assertFalse(prepared.reused());
    Set<String> seen = new HashSet<>();
    long read = 0;
    for (Split split : Split.values()) {
      Set<String> keys = new HashSet<>();
      for (SequenceBatch batch : batches(prepared, split)) {
        assertEquals(batch.rows(), batch.keys().size());
        keys.addAll(batch.keys());
      }
      assertTrue(keys.stream().allMatch(seen::add), split + " shares sums with another split");
      Manifest.SplitSummary summary = manifest.split(split);
      assertEquals(
          summary.read(),
          summary.kept() + summary.dropped().values().stream().mapToLong(n -> n).sum());
      assertTrue(summary.dropped().get("duplicate") > 0);
      read += summary.read();
    }
    assertEquals(4_000, read);
    reader(prepared).verify(spark);
  }

  @Test
  void addition_batches_addUpOnceDecoded() {
    Prepared prepared = prepare(TestSettings.addition(1_500, 10), "add");
    ShardReader reader = reader(prepared);
    TextCodec source = reader.source(CHARACTERS).texts().orElseThrow();
    TextCodec target = reader.target(CHARACTERS).texts().orElseThrow();
    Set<Integer> positions = new HashSet<>();
    for (SequenceBatch batch : batches(prepared, Split.TRAIN)) {
      assertTrue(positions.add(batch.position()));
      for (int row = 0; row < batch.rows(); row++) {
        int[] ids = row(batch.ids(), batch.steps(), batch.lengths()[row], row);
        int[] sum = row(batch.targets(), batch.targetSteps(), batch.targetLengths()[row], row);
        assertEquals(Vocabulary.EOS, sum[sum.length - 1]);
        long expected =
            Arrays.stream(source.decode(ids).replace("=", "").split("\\+"))
                .mapToLong(Long::parseLong)
                .sum();
        assertEquals(Long.toString(expected), target.decode(sum));
      }
    }
    long batches = prepared.manifest().split(Split.TRAIN).batches();
    assertEquals(batches, positions.size());
    assertTrue(positions.stream().allMatch(position -> position < batches));
  }

  @Test
  void heldOutBatches_ofTexts_holdTheTextsThemselves() {
    Prepared prepared = prepare(TestSettings.addition(1_500, 10), "add");
    TextCodec target = reader(prepared).target(CHARACTERS).texts().orElseThrow();
    for (Split split : List.of(Split.VALID, Split.TEST)) {
      for (SequenceBatch batch : batches(prepared, split)) {
        assertEquals(batch.rows(), batch.references().size());
        for (int row = 0; row < batch.rows(); row++) {
          int[] sum = row(batch.targets(), batch.targetSteps(), batch.targetLengths()[row], row);
          assertEquals(batch.references().get(row), target.decode(sum));
        }
      }
    }
    assertTrue(
        batches(prepared, Split.TRAIN).stream().allMatch(batch -> batch.references().isEmpty()));
  }

  @Test
  void testFingerprint_ofOtherTokensAndBatches_isTheSame() throws IOException {
    Path text = Files.writeString(folder.resolve("text.txt"), "one two three\n".repeat(40));
    Path test = Files.writeString(folder.resolve("test.txt"), "four two one\n".repeat(40));
    Path other = Files.writeString(folder.resolve("other.txt"), "four two two\n".repeat(40));
    TokenSettings words = new TokenSettings.Words(1, 100);
    TokenSettings few = new TokenSettings.Words(1, 2);
    String whole = print(prepare(TestSettings.splits(text, text, test, words), "whole"));
    assertEquals(whole, print(prepare(TestSettings.splits(text, text, test, few), "few")));
    assertNotEquals(whole, print(prepare(TestSettings.splits(text, text, other, words), "other")));
  }

  private static String print(Prepared prepared) {
    return String.valueOf(prepared.manifest().testFingerprint());
  }

  @Test
  void shards_ofTheFormatBefore_areReadWhereNothingIsMissing() throws IOException {
    Prepared sums = prepare(TestSettings.addition(500, 10), "add");
    setFormat(sums, 4);
    InvalidInput error = assertThrows(InvalidInput.class, () -> reader(sums));
    assertThat(error.getMessage()).contains("formatVersion must be 5, found 4");
    Path text = Files.writeString(folder.resolve("text.txt"), story(4_000));
    Prepared lanes = prepare(TestSettings.text(text, CHARACTERS), "text");
    setFormat(lanes, 4);
    assertFalse(batches(lanes, Split.TEST).isEmpty());
    setFormat(lanes, 3);
    assertThrows(InvalidInput.class, () -> reader(lanes));
  }

  private static void setFormat(Prepared prepared, int version) throws IOException {
    Path manifest = Path.of(prepared.path().toUri().getPath(), "manifest.json");
    String json = Files.readString(manifest);
    Files.deleteIfExists(manifest.resolveSibling(".manifest.json.crc"));
    Files.writeString(
        manifest, json.replaceFirst("\"formatVersion\" : \\d", "\"formatVersion\" : " + version));
  }

  @Test
  void addition_nothingShortEnough_saysWhyEachWasDropped() {
    InvalidInput error =
        assertThrows(InvalidInput.class, () -> prepare(TestSettings.addition(100, 3), "none"));
    assertEquals(3, error.problems().size());
    assertThat(error.getMessage())
        .matches(
            "(?s)corpus: the train split has no usable example: \\d+ read, .*\\d+ have a source"
                + " longer than shards.maxLength.*");
    assertFalse(Files.exists(folder.resolve("none")));
    assertFalse(Files.exists(folder.resolve("_preparing-none")));
  }

  @Test
  void shards_preparedAgain_areReusedOrRefused() throws IOException {
    Prepared first = prepare(TestSettings.addition(500, 10), "add");
    Prepared second = prepare(TestSettings.addition(500, 10), "add");
    assertTrue(second.reused());
    assertEquals(first.manifest(), second.manifest());
    Settings other = TestSettings.addition(600, 10);
    InvalidInput error = assertThrows(InvalidInput.class, () -> prepare(other, "add"));
    assertThat(error.getMessage()).contains("corpus.examples is 500 there and 600 here");
    org.apache.hadoop.fs.Path path = hadoop(folder.resolve("add"));
    assertFalse(Preparation.prepare(spark, other, path, true).reused());
    Files.delete(folder.resolve("add/_SUCCESS"));
    assertThrows(InvalidInput.class, () -> reader(first));
    assertFalse(prepare(other, "add").reused());
  }

  @Test
  void shards_afterAnotherTokensFile_areRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "one two three four\n".repeat(200));
    Prepared learned =
        prepare(
            TestSettings.text(text, new TokenSettings.Subwords(270, 1, Optional.empty(), NONE)),
            "learned");
    Path file = folder.resolve("tokenizer.json");
    Files.copy(folder.resolve("learned/tokenizer.json"), file);
    TokenSettings given = new TokenSettings.Subwords(270, 1, Optional.of(file.toString()), NONE);
    Prepared first = prepare(TestSettings.text(text, given), "given");
    assertEquals(learned.manifest().contentHash(), first.manifest().contentHash());
    assertTrue(prepare(TestSettings.text(text, given), "given").reused());
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    InvalidInput error =
        assertThrows(InvalidInput.class, () -> prepare(TestSettings.text(text, given), "given"));
    assertThat(error.getMessage()).contains("the files have changed since");
  }

  @Test
  void shards_readBySparkSql_countAsTheManifestDoes() {
    Prepared prepared = prepare(TestSettings.addition(1_000, 10), "sql");
    spark.sql(
        "CREATE OR REPLACE TEMPORARY VIEW batches USING parquet OPTIONS (path '%1$s/split=*', basePath '%1$s')"
            .formatted(prepared.path()));
    Row train =
        spark
            .sql(
                "SELECT split, count(*) AS batches, sum(rows) AS examples,"
                    + " sum(aggregate(targetLengths, 0, (a, n) -> a + n)) AS tokens"
                    + " FROM batches GROUP BY split")
            .where("split = 'train'")
            .first();
    Manifest.SplitSummary summary = prepared.manifest().split(Split.TRAIN);
    assertEquals(
        List.of("train", summary.batches(), summary.kept(), summary.tokens().target()),
        List.of(train.get(0), train.get(1), train.get(2), train.get(3)));
  }

  @Test
  void folder_holdsOtherFiles_isLeftAlone() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious.txt"), "mine");
    org.apache.hadoop.fs.Path path = hadoop(folder);
    Settings settings = TestSettings.addition(500, 10);
    assertThrows(InvalidInput.class, () -> Preparation.prepare(spark, settings, path, true));
    assertEquals("mine", Files.readString(precious));
  }

  @Test
  void text_anyExecutorCount_sameBytes() throws IOException {
    Path text = Files.createDirectory(folder.resolve("text"));
    Files.writeString(text.resolve("a.txt"), story(30_000));
    Files.writeString(text.resolve("b.txt"), story(20_000));
    stop();
    List<Settings> all =
        List.of(TestSettings.text(text, CHARACTERS), TestSettings.addition(2_000, 10));
    for (int corpus = 0; corpus < all.size(); corpus++) {
      Settings settings = all.get(corpus);
      Path one = folder.resolve("one" + corpus);
      Path three = folder.resolve("three" + corpus);
      for (Map.Entry<Integer, Path> run : Map.of(1, one, 3, three).entrySet()) {
        EmbeddedSpark.with(
            run.getKey(), s -> Preparation.prepare(s, settings, hadoop(run.getValue()), false));
      }
      assertEquals(files(one).keySet(), files(three).keySet());
      Map<String, byte[]> other = files(three);
      files(one).forEach((name, bytes) -> assertArrayEquals(bytes, other.get(name), name));
    }
    start();
  }

  @Test
  void shards_everyColumnChunk_hasOneEncoding() throws IOException {
    // With several, their order and so the file's bytes would differ from one JVM to the next.
    Prepared prepared = prepare(TestSettings.addition(500, 10), "encodings");
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(prepared.path(), "split=train/shard-00000.parquet");
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, new Configuration()))) {
      reader.getFooter().getBlocks().stream()
          .flatMap(block -> block.getColumns().stream())
          .forEach(column -> assertEquals(1, column.getEncodings().size(), column::toString));
    }
  }

  @Test
  void text_prepared_predictsEveryTokenOnce() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), story(5_003));
    Prepared prepared = prepare(TestSettings.text(text, CHARACTERS), "text");
    TextCodec codec = reader(prepared).codec(CHARACTERS);
    int[] stream = codec.encode(Files.readString(text));
    int start = 0;
    for (Split split : Split.values()) {
      int[] predicted = inReadingOrder(batches(prepared, split));
      int[] expected = Arrays.copyOfRange(stream, start + 1, start + 1 + predicted.length);
      assertArrayEquals(expected, predicted, split.label());
      Manifest.SplitSummary summary = prepared.manifest().split(split);
      assertEquals(predicted.length, summary.kept());
      assertEquals(Map.of("firstToken", 1L), summary.dropped());
      start += predicted.length + 1;
    }
    assertEquals(stream.length, start);
    assertEquals(
        (int) (stream.length * 0.9), stream.length - prepared.manifest().split(Split.TEST).read());
  }

  @Test
  void text_gzip_sameShardsAsPlain() throws IOException {
    Path plain = Files.writeString(folder.resolve("a.txt"), story(3_000));
    Path zipped = folder.resolve("a.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      Files.copy(plain, out);
    }
    assertEquals(
        prepare(TestSettings.text(plain, CHARACTERS), "plain").manifest().contentHash(),
        prepare(TestSettings.text(zipped, CHARACTERS), "zipped").manifest().contentHash());
  }

  @Test
  void text_words_endLinesWithEos() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "to be or not\n".repeat(40));
    Settings settings = TestSettings.text(text, new TokenSettings.Words(1, 3));
    Vocabulary vocabulary =
        reader(prepare(settings, "words")).codec(settings.tokens()).vocabulary();
    assertEquals(List.of("be", "not", "or"), vocabulary.tokens().subList(4, 7));
    int[] predicted = inReadingOrder(batches(prepare(settings, "words"), Split.TRAIN));
    assertArrayEquals(new int[] {4, 6, 5, Vocabulary.EOS, 1}, Arrays.copyOf(predicted, 5));
  }

  @Test
  void text_unusable_saysWhereAndWhy() throws IOException {
    Files.createDirectories(folder.resolve("empty/_hidden"));
    Files.writeString(folder.resolve("empty/none.txt"), "");
    Files.writeString(folder.resolve("empty/_hidden/a.txt"), "hidden");
    Files.write(folder.resolve("latin.txt"), "caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(folder.resolve("short.txt"), "too short");
    Files.writeString(folder.resolve("broken.gz"), "not gzip");
    Files.writeString(folder.resolve("foreign.zst"), "not zstd");
    assertProblem("missing", "corpus.path: no file matches ");
    assertProblem("nothing*", "corpus.path: no file matches ");
    assertProblem("empty", "corpus.path: no text in .*: 1 files, 0 bytes read");
    assertProblem(
        "latin.txt", ".*latin.txt: text must be UTF-8, but byte 0xE9 at offset 3 is not .*");
    assertProblem("broken.gz", ".*broken.gz: cannot be decompressed: .*");
    assertProblem("foreign.zst", ".*foreign.zst: cannot be decompressed: .*");
    assertProblem(
        "short.txt",
        "corpus.path: the train split needs at least 9 tokens for 8 lanes, but has 8 ");
  }

  @Test
  void text_words_areCutIntoSplitsBetweenWords() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), story(5_003));
    Settings settings = TestSettings.text(text, new TokenSettings.Words(1, 5_000));
    Prepared prepared = prepare(settings, "words");
    TextCodec codec = reader(prepared).codec(settings.tokens());
    int[] stream = codec.encodeLines(Files.readString(text));
    long read = 0;
    for (Split split : Split.values()) {
      int[] predicted = inReadingOrder(batches(prepared, split));
      int start = (int) read + 1;
      assertArrayEquals(
          Arrays.copyOfRange(stream, start, start + predicted.length), predicted, split.label());
      read += prepared.manifest().split(split).read();
    }
    assertEquals(stream.length, read);
    int[] training = Arrays.copyOf(stream, (int) prepared.manifest().split(Split.TRAIN).read());
    assertFalse(Arrays.stream(training).anyMatch(id -> id == Vocabulary.UNKNOWN));
    assertEquals(
        Arrays.stream(training).filter(id -> id != Vocabulary.EOS).distinct().count() + 4,
        codec.vocabulary().size());
  }

  @Test
  void text_oneHugeLine_isPrepared() throws IOException {
    Path text =
        Files.writeString(folder.resolve("a.txt"), "anarchism originated as ".repeat(90_000));
    Settings settings = TestSettings.text(text, new TokenSettings.Words(1, 10));
    Prepared prepared = prepare(settings, "huge");
    long read = 0;
    for (Split split : Split.values()) {
      read += prepared.manifest().split(split).read();
    }
    assertEquals(270_001, read);
    assertEquals(
        List.of("anarchism", "as", "originated"),
        reader(prepared).codec(settings.tokens()).vocabulary().tokens().subList(4, 7));
  }

  @Test
  void shards_changedFiles_areRefusedByName() throws IOException {
    Prepared prepared = prepare(TestSettings.addition(500, 10), "add");
    Path train = folder.resolve("add/split=train/shard-00001.parquet");
    byte[] bytes = Files.readAllBytes(train);
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 1;
    Files.write(train, flipped);
    assertRefused(prepared, ".*shard-00001.parquet: its bytes have changed .*");
    // Without the checksums that the local file system keeps beside, as on any other.
    Files.delete(train.resolveSibling(".shard-00001.parquet.crc"));
    assertRefused(prepared, ".*shard-00001.parquet: its bytes have changed .* \\(SHA-256 .*");
    Files.write(train, Arrays.copyOf(bytes, bytes.length - 1));
    assertRefused(prepared, ".*shard-00001.parquet: must have \\d+ bytes, has \\d+; .*");
    Files.delete(train);
    assertRefused(prepared, ".*shard-00001.parquet: is missing; .*");
    Files.write(train, bytes);
    Path extra = folder.resolve("add/split=test/extra.parquet");
    Files.write(extra, bytes);
    assertRefused(prepared, ".*extra.parquet: is not in the manifest; .*");
    Files.delete(extra);
    Path vocabulary = folder.resolve("add/vocabulary-source.json");
    byte[] tokens = Files.readAllBytes(vocabulary);
    Files.delete(vocabulary.resolveSibling(".vocabulary-source.json.crc"));
    Files.writeString(vocabulary, new String(tokens, UTF_8).replace('1', '2'));
    assertRefused(prepared, ".*vocabulary-source.json: its bytes have changed .*");
    Files.write(vocabulary, tokens);
    assertFalse(batches(prepared, Split.TRAIN).isEmpty());
  }

  private static void assertRefused(Prepared prepared, String message) {
    InvalidInput error =
        assertThrows(InvalidInput.class, () -> batches(prepared, Split.VALID), message);
    assertThat(error.getMessage()).matches(message);
  }

  private void assertProblem(String path, String start) {
    Settings settings = TestSettings.text(folder.resolve(path), CHARACTERS);
    InvalidInput error = assertThrows(InvalidInput.class, () -> prepare(settings, "bad"), path);
    assertThat(error.getMessage()).matches("(?s)" + start + ".*");
  }

  /** Targets of a lanes layout, lane after lane: the groups take turns. */
  private static int[] inReadingOrder(List<SequenceBatch> batches) {
    Map<List<Integer>, int[]> windows =
        new TreeMap<>(
            Comparator.<List<Integer>, Integer>comparing(place -> place.get(0))
                .thenComparing(place -> place.get(1))
                .thenComparing(place -> place.get(2)));
    for (SequenceBatch batch : batches) {
      for (int row = 0; row < batch.rows(); row++) {
        int[] targets = row(batch.targets(), batch.targetSteps(), batch.targetLengths()[row], row);
        windows.put(List.of(row, batch.bucket(), batch.position()), targets);
      }
    }
    return windows.values().stream().flatMapToInt(Arrays::stream).toArray();
  }

  private static int[] row(int[] matrix, int steps, int length, int row) {
    return Arrays.copyOfRange(matrix, row * steps, row * steps + length);
  }

  private Prepared prepare(Settings settings, String name) {
    return Preparation.prepare(spark, settings, hadoop(folder.resolve(name)), false);
  }

  private static List<SequenceBatch> batches(Prepared prepared, Split split) {
    return reader(prepared).batches(spark, split).collect();
  }

  private static ShardReader reader(Prepared prepared) {
    return ShardReader.open(prepared.path(), spark.sparkContext().hadoopConfiguration());
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }

  private static Map<String, byte[]> files(Path root) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }

  /** Lines of {@code length} characters in all, the last one closed. */
  private static String story(int length) {
    StringBuilder text = new StringBuilder();
    for (long i = 1; text.length() < length; i++) {
      text.append(Long.toString(i * i * 7919, 36)).append(i % 5 == 0 ? "\n" : " ");
    }
    text.setLength(length - 1);
    return text.append('\n').toString();
  }
}
