package io.unroll.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.Settings;
import io.unroll.config.TokenSettings;
import io.unroll.corpus.EmbeddedSpark;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Example;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.files.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every statistic on corpora so small that each figure was counted by hand. */
class DataReportIT {
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

  /** Of the test split two inputs are in train, one of them with its target. */
  private static Map<Split, List<Example>> leaking() {
    return Map.of(
        Split.TRAIN,
        List.of(
            texts("k0", "ab", "x"),
            texts("k1", "ab", "x"),
            texts("k2", "abc", "y"),
            texts("k3", "abababababab", "x")),
        Split.VALID,
        List.of(texts("k4", "ab", "z"), texts("k5", "q", "x")),
        Split.TEST,
        List.of(texts("k6", "abc", "y"), texts("k7", "ab", "z"), texts("k8", "qqa", "x")));
  }

  @Test
  void texts_leaking_overlapAndRepeatsAreCounted() {
    DataReport report = prepare(leaking(), 2, "leaking");
    assertEquals("given", report.splitting());
    assertEquals(
        List.of(
            new DataReport.Overlap("valid", "train", 1, 1 / 2.0, 0, 0),
            new DataReport.Overlap("test", "train", 2, 2 / 3.0, 1, 1 / 3.0),
            new DataReport.Overlap("test", "valid", 1, 1 / 3.0, 1, 1 / 3.0)),
        report.repeats().between());
    assertEquals(
        Map.of(
            "train", new DataReport.Distinct(2, 2, 2),
            "valid", new DataReport.Distinct(2, 2, 2),
            "test", new DataReport.Distinct(3, 3, 3)),
        report.repeats().within());
  }

  @Test
  void texts_dropped_areCountedAndTheFirstShown() {
    DataReport.SplitData train = split(prepare(leaking(), 2, "dropped"), "train");
    assertEquals(4, train.read());
    assertEquals(2, train.kept());
    assertEquals(Map.of("duplicate", 1L, "sourceTooLong", 1L), train.dropped());
    assertEquals(
        List.of(
            new DataReport.DroppedRecord(
                "duplicate", "k0", "this one is kept, its one copy further on is dropped"),
            new DataReport.DroppedRecord("sourceTooLong", "k3", "12 steps in, 2 out")),
        train.firstDropped());
  }

  @Test
  void texts_unknownTokens_areCountedInTokensAndTypes() {
    DataReport.SideData input = side(prepare(leaking(), 2, "unknown"), "input");
    assertEquals(7, input.size());
    assertEquals(
        Map.of(
            "train", new DataReport.TokenData(5, 0, 0, 3, List.of()),
            "valid", new DataReport.TokenData(3, 1, 1 / 3.0, 2, List.of()),
            "test", new DataReport.TokenData(8, 2, 1 / 4.0, 3, List.of())),
        input.tokens());
    assertEquals(
        Map.of(
            "valid",
            new DataReport.UnknownData(
                1, 1 / 3.0, List.of(new DataReport.NameCount("q", 1, 1 / 3.0))),
            "test",
            new DataReport.UnknownData(
                1, 1 / 4.0, List.of(new DataReport.NameCount("q", 2, 1 / 4.0)))),
        input.unknown());
  }

  @Test
  void texts_lengthsAndPadding_areThoseOfTheBatches() {
    DataReport report = prepare(leaking(), 2, "lengths");
    assertEquals(
        new DataReport.Lengths(
            2,
            3,
            8 / 3.0,
            List.of(new DataReport.LengthCount(2, 1), new DataReport.LengthCount(3, 2))),
        side(report, "input").lengths().get("test"));
    DataReport.Padding test = split(report, "test").padding();
    assertEquals(14, test.realSteps());
    // So few examples are one bucket.
    assertEquals(1 / 15.0, test.laidOut(), 1e-12);
    assertEquals(1 / 15.0, test.fixedWidth(), 1e-12);
    assertEquals(1 / 15.0, test.shuffled(), 1e-12);
    assertEquals(
        List.of(3L),
        split(report, "test").buckets().stream().map(DataReport.BucketData::rows).toList());
  }

  @Test
  void texts_examples_readAsTheNetworkGetsThem() {
    DataReport report = prepare(leaking(), 2, "examples");
    List<DataReport.ExampleText> train = new ArrayList<>(split(report, "train").examples());
    train.sort((left, right) -> left.key().compareTo(right.key()));
    assertEquals(
        List.of(
            new DataReport.ExampleText("k0", "ab", "x"),
            new DataReport.ExampleText("k2", "abc", "y")),
        train);
    assertThat(split(report, "valid").examples())
        .contains(new DataReport.ExampleText("k5", "<unk>", "x"));
  }

  @Test
  void report_ofAnyPartitions_isTheSame() throws IOException {
    prepare(leaking(), 1, "one");
    prepare(leaking(), 7, "seven");
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("one/data-report.json")),
        Files.readAllBytes(folder.resolve("seven/data-report.json")));
  }

  @Test
  void frames_andLabels_areSummedUp() {
    Example first = example("k0", frames(1, 2, 3, 4), new Content.Label("a"));
    Example second = example("k1", frames(5, 6), new Content.Label("a"));
    Example third = example("k2", frames(5, 7), new Content.Label("b"));
    DataReport report =
        prepare(
            Map.of(
                Split.TRAIN, List.of(first, second, third),
                Split.VALID, List.of(example("k3", frames(0, 0), new Content.Label("b"))),
                Split.TEST, List.of(example("k4", frames(-1, 9), new Content.Label("a")))),
            2,
            "frames");
    List<DataReport.NumberData> numbers =
        Optional.ofNullable(side(report, "input").numbers().get("train")).orElseThrow();
    // 1, 3, 5, 5 and 2, 4, 6, 7.
    assertEquals(new DataReport.NumberData(0, 1, 3.5, 5, Math.sqrt(2.75)), numbers.get(0));
    assertEquals(new DataReport.NumberData(1, 2, 4.75, 7, Math.sqrt(3.6875)), numbers.get(1));
    assertEquals(
        Map.of(
            "train",
            List.of(
                new DataReport.NameCount("a", 2, 2 / 3.0),
                new DataReport.NameCount("b", 1, 1 / 3.0)),
            "valid",
            List.of(new DataReport.NameCount("a", 0, 0), new DataReport.NameCount("b", 1, 1)),
            "test",
            List.of(new DataReport.NameCount("a", 1, 1), new DataReport.NameCount("b", 0, 0))),
        side(report, "target").counts());
  }

  @Test
  void features_unknown_areNamed() {
    Example both = example("k0", features("food=thai", "area=north"), new Content.Text("x"));
    Example one = example("k1", features("food=thai"), new Content.Text("x"));
    DataReport report =
        prepare(
            Map.of(
                Split.TRAIN, List.of(both, one),
                Split.VALID, List.of(one),
                Split.TEST,
                    List.of(example("k2", features("food=thai", "new"), new Content.Text("x")))),
            2,
            "features");
    DataReport.SideData input = side(report, "input");
    assertEquals(
        List.of(
            new DataReport.NameCount("food=thai", 2, 1),
            new DataReport.NameCount("area=north", 1, 1 / 2.0),
            new DataReport.NameCount("<unk>", 0, 0)),
        input.counts().get("train"));
    assertEquals(
        new DataReport.UnknownData(1, 1 / 2.0, List.of(new DataReport.NameCount("new", 1, 1))),
        input.unknown().get("test"));
    assertEquals("<unk> food=thai", split(report, "test").examples().get(0).input());
  }

  @Test
  void lines_ofTexts_areComparedBetweenSplits() throws IOException {
    Files.writeString(folder.resolve("train.txt"), "to be\nor not\nto be\n \n");
    Files.writeString(folder.resolve("valid.txt"), "to be\nquiz\n");
    Files.writeString(folder.resolve("test.txt"), "or not\nzoo zoo\nto be\n");
    Settings settings =
        TestSettings.splits(
            folder.resolve("train.txt"),
            folder.resolve("valid.txt"),
            folder.resolve("test.txt"),
            new TokenSettings.Characters());
    DataReport report = report(Preparation.prepare(spark, settings, hadoop("text"), false));
    assertEquals("line", report.repeats().unit());
    assertEquals(
        List.of(
            new DataReport.Overlap("valid", "train", 1, 1 / 2.0, 0, 0),
            new DataReport.Overlap("test", "train", 2, 2 / 3.0, 0, 0),
            new DataReport.Overlap("test", "valid", 1, 1 / 3.0, 0, 0)),
        report.repeats().between());
    assertEquals(new DataReport.Distinct(3, 2, 0), report.repeats().within().get("train"));
    DataReport.SideData tokens = side(report, "tokens");
    assertEquals(new DataReport.TokenData(10, 4, 0.4, 5, List.of()), tokens.tokens().get("valid"));
    assertEquals(0.1, tokens.tokens().get("test").unknownShare(), 1e-12);
    assertEquals(
        List.of("i", "q", "u", "z"),
        tokens.unknown().get("valid").commonest().stream()
            .map(DataReport.NameCount::name)
            .toList());
    assertEquals(4 / 9.0, tokens.unknown().get("valid").typeShare(), 1e-12);
  }

  @Test
  void lines_ofOneTextThatIsCut_belongToTheSplitOfTheirFirstToken() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 10; line++) {
      text.append("line %4d\n".formatted(line == 8 ? 1 : line));
    }
    Path file = Files.writeString(folder.resolve("whole.txt"), text);
    Settings settings = TestSettings.text(file, new TokenSettings.Characters());
    DataReport report = report(Preparation.prepare(spark, settings, hadoop("cut"), false));
    assertEquals("shares", report.splitting());
    assertEquals(
        Map.of(
            "train", new DataReport.Distinct(8, 8, 0),
            "valid", new DataReport.Distinct(1, 1, 0),
            "test", new DataReport.Distinct(1, 1, 0)),
        report.repeats().within());
    assertEquals(
        new DataReport.Overlap("valid", "train", 1, 1, 0, 0), report.repeats().between().get(0));
  }

  @Test
  void lines_cutByASplit_haveAPartInEach() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 9; line++) {
      text.append("line %4d\n".formatted(line));
    }
    Path file = Files.writeString(folder.resolve("within.txt"), text);
    Settings settings = TestSettings.text(file, new TokenSettings.Characters());
    DataReport report = report(Preparation.prepare(spark, settings, hadoop("within"), false));
    assertEquals(
        List.of(8L, 2L, 1L),
        report.repeats().within().values().stream().map(DataReport.Distinct::all).toList());
  }

  @Test
  void folder_reused_bringsItsReport() {
    Settings settings = TestSettings.addition(300, 10);
    DataReport first = report(Preparation.prepare(spark, settings, hadoop("again"), false));
    Prepared second = Preparation.prepare(spark, settings, hadoop("again"), false);
    assertTrue(second.reused());
    assertEquals(first, report(second));
  }

  @Test
  void pages_ofTheReport_landBesideTheShards() throws IOException {
    Preparation.prepare(
        spark,
        TestSettings.addition(300, 10),
        hadoop("pages"),
        false,
        Optional.empty(),
        report -> Map.of("page.html", new byte[] {(byte) report.formatVersion()}));
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(folder.resolve("pages/page.html")));
  }

  private DataReport prepare(Map<Split, List<Example>> examples, int partitions, String name) {
    List<Corpus.Part> parts = new ArrayList<>();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    long index = 0;
    for (Split split : Split.values()) {
      List<Reading> readings = new ArrayList<>();
      for (Example example : examples.getOrDefault(split, List.of())) {
        readings.add(new Reading.Good(index++, example));
      }
      parts.add(new Corpus.Part(Optional.of(split), context.parallelize(readings, partitions)));
    }
    Example any = examples.getOrDefault(Split.TRAIN, List.of()).get(0);
    Corpus corpus =
        new Corpus(
            Corpus.Side.of(any.input().kind()),
            Corpus.Side.of(any.target().kind()),
            List.of(),
            parts);
    return report(Preparation.prepare(spark, TestSettings.addition(1, 10), corpus, hadoop(name)));
  }

  private org.apache.hadoop.fs.Path hadoop(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }

  private static DataReport report(Prepared prepared) {
    return prepared.report().orElseThrow();
  }

  private static DataReport.SplitData split(DataReport report, String name) {
    return Optional.ofNullable(report.splits().get(name)).orElseThrow();
  }

  private static DataReport.SideData side(DataReport report, String name) {
    return Optional.ofNullable(report.sides().get(name)).orElseThrow();
  }

  private static Example texts(String key, String input, String target) {
    return example(key, new Content.Text(input), new Content.Text(target));
  }

  private static Example example(String key, Content input, Content target) {
    return new Example(key, key, input, target);
  }

  private static Content frames(double... values) {
    return new Content.Frames(2, values);
  }

  private static Content features(String... names) {
    return new Content.Features(List.of(names));
  }
}
