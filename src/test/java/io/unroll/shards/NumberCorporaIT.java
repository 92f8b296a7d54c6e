package io.unroll.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.InvalidInput;
import io.unroll.config.SettingsLoader;
import io.unroll.corpus.EmbeddedSpark;
import io.unroll.corpus.example.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series, frames, attributes, images and generated numbers from files to shards. */
class NumberCorporaIT {
  private static final String TS_HEAD =
      "# made up\n@problemName x\n@timeStamps false\n@dimensions 2\n@classLabel true a b\n@data\n";
  private static SparkSession spark;
  private static int runs;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = EmbeddedSpark.start(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private Manifest prepare(String corpus, String... overrides) throws IOException {
    Path conf = folder.resolve("x.conf");
    Files.writeString(
        conf,
        "name = x\ncorpus { "
            + corpus.replace("HERE", folder.toString())
            + " }\nshards { batchSize = 4, files = 2, buckets = 2 }\n");
    Prepared prepared =
        Preparation.prepare(
            spark, SettingsLoader.load(conf, List.of(overrides)), out(++runs), false);
    return prepared.manifest();
  }

  private org.apache.hadoop.fs.Path out(int run) {
    return new org.apache.hadoop.fs.Path(folder.resolve("out" + run).toUri());
  }

  private List<SequenceBatch> batches(Split split) {
    return ShardReader.open(out(runs), spark.sparkContext().hadoopConfiguration())
        .batches(spark, split)
        .collect();
  }

  private String problems(String corpus, String... overrides) {
    InvalidInput error = assertThrows(InvalidInput.class, () -> prepare(corpus, overrides));
    return String.join("\n", error.problems());
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private static String series(int count, String label) {
    return IntStream.range(0, count)
        .mapToObj(i -> "%d,%d:%d,%d:%s\n".formatted(i, i + 1, 2 * i, 7, label))
        .collect(Collectors.joining());
  }

  @Test
  void ts_trainAndTestAlone_giveValidAShareOfTrain() throws IOException {
    write("a_TRAIN.ts", TS_HEAD + series(40, "a") + "# between\n\n" + series(40, "b"));
    write("a_TEST.ts", TS_HEAD + series(5, "a"));
    Manifest manifest = prepare("type = series, train = HERE/a_TRAIN.ts, test = HERE/a_TEST.ts");
    assertEquals(80, manifest.split(Split.TRAIN).kept() + manifest.split(Split.VALID).kept());
    assertTrue(manifest.split(Split.VALID).kept() > 0);
    assertEquals(5, manifest.split(Split.TEST).kept());
    assertEquals("frames", manifest.sides().get("input").kind());
    assertEquals(2, manifest.sides().get("input").width());
    assertEquals(2, manifest.sides().get("target").size());
  }

  @Test
  void ts_standardised_byTheTrainingSplitOnly() throws IOException {
    write("train.ts", TS_HEAD + "1,3:5,5:a\n1,3:5,5:b\n");
    write("other.ts", TS_HEAD + "4,2:6,5:a\n");
    prepare("type = series, train = HERE/train.ts, valid = HERE/other.ts, test = HERE/other.ts");
    SequenceBatch test = batches(Split.TEST).get(0);
    // Mean 2 and deviation 1 of the first number; the second never varies and is only centred.
    assertArrayEquals(new float[] {2, 1, 0, 0}, test.input().values());
    prepare(
        "type = series, train = HERE/train.ts, valid = HERE/other.ts, test = HERE/other.ts",
        "corpus.standardise=false");
    assertArrayEquals(new float[] {4, 6, 2, 5}, batches(Split.TEST).get(0).input().values());
  }

  @Test
  void ts_notANumber_isNamedByLineOrDroppedAndCounted() throws IOException {
    write("x.ts", TS_HEAD + series(30, "a") + "1,?:2,3:a\n" + series(30, "b"));
    String corpus = "type = series, path = HERE/x.ts";
    assertThat(problems(corpus))
        .contains("x.ts:37: step 2 of dimension 1 must be a number, got \"?\"");
    Manifest manifest = prepare(corpus, "corpus.onBadRecord=drop");
    assertEquals(1L, manifest.split(Split.TRAIN).dropped().get("notFinite"));
    assertEquals(60, kept(manifest));
  }

  private static long kept(Manifest manifest) {
    return Arrays.stream(Split.values()).mapToLong(split -> manifest.split(split).kept()).sum();
  }

  @Test
  void ts_headThatCannotBeRead_isAnError() throws IOException {
    write("t.ts", TS_HEAD.replace("@timeStamps false", "@timeStamps TRUE") + series(3, "a"));
    assertThat(problems("type = series, path = HERE/t.ts")).contains("@timeStamps is true");
    write("c.ts", TS_HEAD.replace("true a b", "false") + series(3, "a"));
    assertThat(problems("type = series, path = HERE/c.ts")).contains("@classLabel is false");
    write("d.ts", TS_HEAD.replace("@data\n", ""));
    assertThat(problems("type = series, path = HERE/d.ts")).contains("must have a line @data");
    write("u.txt", TS_HEAD + series(3, "a"));
    assertThat(problems("type = series, path = HERE/u.txt")).contains("corpus.format");
  }

  @Test
  void ts_truncatedGzip_isAnErrorWhateverThePolicy() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write((TS_HEAD + series(5000, "a")).getBytes(StandardCharsets.UTF_8));
    }
    Files.write(
        folder.resolve("x.ts.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() * 3 / 4));
    String said =
        problems("type = series, format = ts, path = HERE/x.ts.gz", "corpus.onBadRecord=drop");
    assertTrue(said.contains("x.ts.gz") && said.contains("cannot be decompressed further"), said);
  }

  private static String table(int rows) {
    return "time,v,w\n"
        + IntStream.range(0, rows)
            .mapToObj(i -> "%d,%d,%d\n".formatted(i, i, -i))
            .collect(Collectors.joining());
  }

  private static final String CSV =
      "type = series, window = 3, horizon = 2, standardise = false, path = HERE/t.csv,"
          + " shares { train = 0.6, valid = 0.2, test = 0.2 }";

  /** First value of each window, sorted. */
  private List<Integer> starts(Split split) {
    return batches(split).stream()
        .flatMap(
            batch ->
                IntStream.range(0, batch.rows())
                    .mapToObj(row -> (int) batch.input().values()[row * 3 * 2]))
        .sorted()
        .toList();
  }

  @Test
  void csv_shares_cutInTimeAndNoWindowStraddles() throws IOException {
    write("t.csv", table(50));
    prepare(CSV);
    assertEquals(IntStream.rangeClosed(0, 25).boxed().toList(), starts(Split.TRAIN));
    assertEquals(IntStream.rangeClosed(30, 35).boxed().toList(), starts(Split.VALID));
    assertEquals(IntStream.rangeClosed(40, 45).boxed().toList(), starts(Split.TEST));
    SequenceBatch batch = batches(Split.TEST).get(0);
    float first = batch.input().values()[0];
    assertArrayEquals(
        new float[] {first + 3, -first - 3, first + 4, -first - 4},
        Arrays.copyOf(batch.target().values(), 4));
    prepare(CSV, "corpus.stride=7");
    assertEquals(List.of(0, 7, 14, 21), starts(Split.TRAIN));
  }

  @Test
  void csv_badRow_isNamedAndNoWindowReachesAcrossIt() throws IOException {
    write("t.csv", table(50).replace("\n10,10,", "\n10,,"));
    assertThat(problems(CSV)).contains("t.csv:12: column v must be a number, got nothing");
    Manifest manifest = prepare(CSV, "corpus.onBadRecord=drop");
    assertEquals(1L, manifest.split(Split.TRAIN).dropped().get("notFinite"));
    List<Integer> expected =
        IntStream.rangeClosed(0, 25).filter(i -> i < 6 || i > 10).boxed().toList();
    assertEquals(expected, starts(Split.TRAIN));
  }

  @Test
  void csv_bytesThatAreReplaced_areCountedByTheirLines() throws IOException {
    byte[] bytes =
        table(50)
            .replace("time,v,w", "time,v,w,note")
            .replaceAll("(?m)(?<=\\d)$", ",?")
            .getBytes(StandardCharsets.UTF_8);
    bytes[new String(bytes, StandardCharsets.UTF_8).indexOf("?")] = (byte) 0xE9;
    Files.write(folder.resolve("t.csv"), bytes);
    String corpus = CSV + ", valueColumns = \"v,w\"";

    Manifest manifest = prepare(corpus, "corpus.onMalformed=replace");

    assertEquals(1, manifest.inputs().get(0).malformedLines());
    assertThat(problems(corpus)).contains("t.csv:2: text must be UTF-8");
  }

  @Test
  void csv_unsortedRows_areNamedOrSorted() throws IOException {
    String sorted = table(50);
    write("t.csv", sorted.replace("4,4,-4\n5,5,-5\n", "5,5,-5\n4,4,-4\n"));
    assertThat(problems(CSV)).contains("t.csv:7: rows must stand in the order of time");
    prepare(CSV, "corpus.unsorted=sort");
    assertEquals(IntStream.rangeClosed(0, 25).boxed().toList(), starts(Split.TRAIN));
    write("t.csv", sorted.replace("5,5,-5\n", "5,5,-5\n5,0,0\n"));
    assertThat(problems(CSV)).contains("t.csv:8: every row must have a time of its own");
  }

  @Test
  void csv_missingRow_isAGapThatNoWindowReachesAcross() throws IOException {
    write("t.csv", table(50).replace("\n10,10,-10", "").replace("\n13,13,-13", ""));
    Manifest manifest = prepare(CSV);
    List<Integer> expected =
        IntStream.rangeClosed(0, 20).filter(i -> i < 6 || i > 13).boxed().toList();
    assertEquals(expected, starts(Split.TRAIN).stream().filter(i -> i <= 20).toList());
    assertEquals(1L, manifest.split(Split.TRAIN).dropped().get("shortStretch"));
  }

  @Test
  void csv_largeLevel_keepsItsShapeWhenItIsStandardised() throws IOException {
    StringBuilder table = new StringBuilder("time,v,w\n");
    for (int i = 0; i < 60; i++) {
      table.append(i).append(',').append(1e8 + (i % 3)).append(",7\n");
    }
    write("t.csv", table.toString());
    prepare(CSV, "corpus.standardise=true");
    for (SequenceBatch batch : batches(Split.TRAIN)) {
      float[] values = batch.input().row(0).values();
      float[] sorted = {values[0], values[2], values[4]};
      Arrays.sort(sorted);
      assertArrayEquals(new float[] {-1.22f, 0, 1.22f}, sorted, 0.1f);
      assertEquals(0, values[1]);
    }
  }

  @Test
  void csv_columns_areChosenByNameAndMissingOnesNamed() throws IOException {
    write("t.csv", table(50));
    String said = problems(CSV, "corpus.timeColumn=date", "corpus.valueColumns=\"v, q\"");
    assertThat(said).contains("the column \"date\", but its first line names time, v, w");
    assertThat(said).contains("the column \"q\"");
    assertEquals(1, prepare(CSV, "corpus.valueColumns=w").sides().get("input").width());
    write("t.csv", table(50) + "50,1\n");
    assertThat(problems(CSV)).contains("t.csv:52: a line must have 3 cells");
    write("t.csv", table(50).replace('\n', '\r'));
    assertThat(problems(CSV)).contains("t.csv:1: lines must end in LF or CRLF");
    write("t.csv", table(50).replace("time,v,w", "time,v,v"));
    assertThat(problems(CSV).lines()).hasSize(1);
  }

  @Test
  void parquet_arrays_areSeries() throws IOException {
    spark
        .sql(
            "select array(array(cast(id as double), 1d), array(2d, 3d)) series,"
                + " concat('c', id % 2) label from range(30)")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("p").toString());
    Manifest manifest = prepare("type = series, format = parquet, path = HERE/p");
    assertEquals(30, kept(manifest));
    assertEquals(2, manifest.sides().get("input").width());
    assertThat(problems("type = series, format = parquet, inputColumn = q, path = HERE/p"))
        .contains("the column \"q\", but it has series, label");
    spark
        .sql("select array(cast('NaN' as float), 1) series, array(1f) label")
        .write()
        .parquet(folder.resolve("n").toString());
    assertThat(problems("type = series, format = parquet, path = HERE/n"))
        .contains("record 1: step 1 must be a finite number, got NaN");
  }

  @Test
  void parquet_damagedPage_isNamed() throws IOException {
    spark
        .sql("select array(cast(id as double), 1d) series, array(1d) label from range(3000)")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("p").toString());
    Path file;
    try (Stream<Path> files = Files.list(folder.resolve("p"))) {
      file = files.filter(one -> one.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[2000] ^= 1;
    Files.write(file, bytes);
    Files.delete(file.resolveSibling("." + file.getFileName() + ".crc"));
    String problem = problems("type = series, format = parquet, path = HERE/p");
    assertThat(problem).contains(file.getFileName() + ": cannot be read to its end");
  }

  @Test
  void frames_objectOfSplits_isMultiHotOneStepApart() throws IOException {
    write(
        "p.json",
        "{\"test\": [[[60],[],[62, 60]]], \"train\": [[[60],[61]],[[62],[62]]], \"valid\":"
            + " [[[60],[60],[61]]]}");
    Manifest manifest = prepare("type = frames, lowest = 60, highest = 62, path = HERE/p.json");
    assertEquals(2, manifest.split(Split.TRAIN).kept());
    SequenceBatch test = batches(Split.TEST).get(0);
    assertArrayEquals(new float[] {1, 0, 0, 0, 0, 0}, test.input().values());
    assertArrayEquals(new float[] {0, 0, 0, 1, 0, 1}, test.target().values());
    assertEquals(List.of("p.json:test:1"), test.keys());
  }

  @Test
  void frames_whatCannotBeRead_isNamed() throws IOException {
    String corpus = "type = frames, lowest = 60, highest = 62, path = HERE/p.jsonl";
    write("p.jsonl", "[[60],[61]]\n[[60],[99]]\n");
    assertThat(problems(corpus))
        .contains(
            "p.jsonl:2: piece 2, frame 2: a pitch must be a whole number from corpus.lowest ="
                + " 60 to corpus.highest = 62, got 99");
    write("p.jsonl", "[[60],[61]]\n[[60],[61]\n");
    String damaged = problems(corpus, "corpus.onBadRecord=drop");
    assertTrue(damaged.contains("p.jsonl:") && damaged.contains("must be JSON"), damaged);
    write("p.jsonl", "{\"train\": [[[60],[61]]], \"dev\": [[[60],[61]]]}");
    assertThat(problems(corpus)).contains("train, valid or test, got \"dev\"");
  }

  @Test
  void attributes_dialogueActs_comeAfterABanner() throws IOException {
    String acts =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    "[\"inform(name='n%d';food=thai)\", \"n%d is thai x%d\", \"no\"]"
                        .formatted(i, i, i))
            .collect(Collectors.joining(",\n", "#####\n# Some Group, 2016 #\n#####\n[", "]\n"));
    write("d.json", acts);
    String corpus = "type = attributes, format = dialogue-act, path = HERE/d.json";
    Manifest plain = prepare(corpus, "tokens.unit=word");
    assertEquals(60, kept(plain));
    assertTrue(plain.sides().get("input").width() > 20);
    Manifest bare =
        prepare(
            corpus,
            "tokens.unit=word",
            "corpus.delexicalise=true",
            "corpus.splitBy=example",
            "shards.batchSize=8");
    assertEquals(4, bare.sides().get("input").width());
  }

  @Test
  void attributes_objectsOneAfterTheOther_areSetsOrVectors() throws IOException {
    StringBuilder sets = new StringBuilder();
    StringBuilder vectors = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      sets.append(
          "{\"attributes\": {\"a\": %d, \"b\": [\"x\", \"y\"], \"c\": null}, \"text\": \"t\"}\n"
              .formatted(i % 30));
      vectors.append("{\"attributes\": [%d, 0.5], \"text\": \"t\"}\n".formatted(i));
    }
    write("s.jsonl", sets.toString());
    write("v.jsonl", vectors.toString());
    assertEquals(60, kept(prepare("type = attributes, path = HERE/s.jsonl")));
    Manifest vector = prepare("type = attributes, attributes = vector, path = HERE/v.jsonl");
    assertEquals("frames", vector.sides().get("input").kind());
    write(
        "v.jsonl", vectors + "{\"attributes\": [\"NaN\", 1], \"text\": \"t\"}\n{\"text\": \"t\"}");
    String said = problems("type = attributes, attributes = vector, path = HERE/v.jsonl");
    assertThat(said).contains("v.jsonl:61: number 1 of the attributes must be");
    assertThat(said).contains("v.jsonl:62: must be an object with \"attributes\"");
  }

  private static byte[] idx(int magic, byte[] body, int... sizes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(magic);
    for (int size : sizes) {
      out.writeInt(size);
    }
    out.write(body);
    return bytes.toByteArray();
  }

  private void digits(int count) throws IOException {
    byte[] pixels = new byte[count * 6];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      pixels[i * 6 + (i + 1) % 6] = (byte) i;
      pixels[i * 6 + i % 6] = (byte) 255;
      labels[i] = (byte) (i % 3);
    }
    Files.write(folder.resolve("x-images-idx3-ubyte"), idx(0x803, pixels, count, 2, 3));
    Files.write(folder.resolve("x-labels-idx1-ubyte"), idx(0x801, labels, count));
  }

  private static final String IDX = "type = images, path = HERE/x-images-idx3-ubyte";

  @Test
  void idx_besideItsLabels_isRowsOfPixels() throws IOException {
    digits(60);
    Manifest manifest = prepare(IDX);
    assertEquals(60, kept(manifest));
    assertEquals(3, manifest.sides().get("input").width());
    assertEquals(3, manifest.sides().get("target").size());
    SequenceBatch batch = batches(Split.TRAIN).get(0);
    for (int row = 0; row < batch.rows(); row++) {
      int number = Integer.parseInt(batch.keys().get(row).split(":", -1)[1]) - 1;
      assertEquals(1, batch.input().values()[row * 6 + number % 6]);
      assertEquals(number % 3, batch.targets()[row]);
    }
    assertEquals("text", prepare(IDX, "corpus.target=words").sides().get("target").kind());
    assertEquals(6, prepare(IDX, "corpus.as=vector").sides().get("input").width());
  }

  @Test
  void idx_thatDoesNotFit_isNamed() throws IOException {
    digits(60);
    Path labels = folder.resolve("x-labels-idx1-ubyte");
    Path pictures = folder.resolve("x-images-idx3-ubyte");
    byte[] whole = Files.readAllBytes(pictures);
    Files.write(labels, idx(0x801, new byte[59], 59));
    assertThat(problems(IDX)).contains("a label for each of the 60 pictures of ");
    Files.write(labels, idx(0x802, new byte[60], 60, 1));
    assertThat(problems(IDX)).contains("must have 1 sizes (labels), got [60, 1]");
    Files.write(labels, idx(0x801, new byte[60], 60));
    Files.write(pictures, Arrays.copyOf(whole, whole.length - 1));
    assertThat(problems(IDX)).contains("promises 376 bytes, but it has 375");
    Files.write(pictures, new byte[] {0x1f, 0, 3});
    assertThat(problems(IDX)).contains("ends within its head");
    Files.write(pictures, idx(0x0D03, new byte[6], 1, 2, 3));
    assertThat(problems(IDX)).contains("got 00 00 0d 03");
    Files.delete(pictures);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(Arrays.copyOf(whole, whole.length - 10));
    }
    Files.write(folder.resolve("x-images-idx3-ubyte.gz"), zipped.toByteArray());
    String said =
        problems(
            "type = images, path = HERE/x-images-idx3-ubyte.gz, labels.path ="
                + " HERE/x-labels-idx1-ubyte",
            "corpus.onBadRecord=drop");
    assertThat(said).contains("but it ends within item 59");
  }

  @Test
  void png_folders_areLabelsAndOddSizesNamed() throws IOException {
    for (int i = 0; i < 40; i++) {
      Path label = Files.createDirectories(folder.resolve("png/" + (i % 2 == 0 ? "cat" : "7")));
      int type = i < 20 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
      BufferedImage image = new BufferedImage(3, 2, type);
      if (type == BufferedImage.TYPE_INT_RGB) {
        image.setRGB(0, 0, i * 0x010101);
        image.setRGB(2, 1, 0x333333);
      } else {
        image.getRaster().setSample(0, 0, 0, i);
        image.getRaster().setSample(2, 1, 0, 51);
      }
      ImageIO.write(image, "png", label.resolve(i + ".png").toFile());
    }
    String corpus = "type = images, path = HERE/png";
    Manifest manifest = prepare(corpus);
    assertEquals(40, kept(manifest));
    for (SequenceBatch batch : batches(Split.TRAIN)) {
      for (int row = 0; row < batch.rows(); row++) {
        assertArrayEquals(
            new float[] {0, 0, 0, 0, 0.2f},
            Arrays.copyOfRange(batch.input().values(), row * 6 + 1, row * 6 + 6),
            1e-6f);
      }
    }
    ImageIO.write(
        new BufferedImage(4, 2, BufferedImage.TYPE_BYTE_GRAY),
        "png",
        folder.resolve("png/cat/wide.png").toFile());
    assertThat(problems(corpus)).contains("wide.png, record 1: must be 3 pixels wide and 2 high");
    write("png/cat/no.png", "no picture");
    assertEquals(
        2L,
        prepare(corpus, "corpus.onBadRecord=drop").split(Split.TRAIN).dropped().get("unreadable"));
  }

  @Test
  void curriculum_naive_putsEasierStagesFirst() throws IOException {
    prepare(
        "type = learning-to-execute, length = 3, nesting = 1, curriculum = naive, examples = 900",
        "shards.maxLength=200");
    Map<Integer, Integer> digits = new TreeMap<>();
    for (SequenceBatch batch : batches(Split.TRAIN)) {
      int longest =
          batch.keys().stream()
              .flatMap(key -> Arrays.stream(key.split("\\D+", -1)))
              .mapToInt(String::length)
              .max()
              .orElse(0);
      digits.put(batch.position(), longest);
    }
    List<Integer> inOrder = List.copyOf(digits.values());
    int third = inOrder.size() / 3;
    // Numbers of up to 1, 2, 3 digits; 10, 100 and 1000 belong to their ranges.
    assertTrue(inOrder.subList(0, third - 5).stream().allMatch(n -> n <= 2), inOrder.toString());
    assertTrue(inOrder.subList(2 * third + 5, inOrder.size()).stream().anyMatch(n -> n >= 3));
  }

  @Test
  void corpora_anyNumberOfThreads_giveTheSameShards() throws IOException {
    write("t.csv", table(50));
    write("x.ts", TS_HEAD + series(30, "a") + series(30, "b"));
    digits(60);
    List<String> corpora =
        List.of(
            CSV,
            "type = series, path = HERE/x.ts",
            IDX,
            "type = adding-problem, length = 6, examples = 200");
    Set<String> hashes = new TreeSet<>();
    for (String corpus : corpora) {
      hashes.add(prepare(corpus).contentHash());
    }
    spark.stop();
    spark = EmbeddedSpark.start(1);
    for (String corpus : corpora) {
      hashes.add(prepare(corpus).contentHash());
    }
    assertEquals(corpora.size(), hashes.size());
  }
}
