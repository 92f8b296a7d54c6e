package io.unroll.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.Sequences;
import io.unroll.shards.SideCodec;
import io.unroll.shards.TestSides;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BaselinesIT {
  private static final int WINDOWS = 40;
  private static final int ROWS = 16;
  private static final int STEPS = 256;
  private static final Manifest.Side TOKENS = Manifest.Side.ofTokens(12);

  private static SparkSession spark;
  private static JavaSparkContext context;

  /** As small a driver as Spark lets be. */
  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.maxResultSize", "1m")
            .getOrCreate();
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void ngrams_ofMoreTextThanTheDriverTakesAtOnce_areCounted() {
    JavaRDD<SequenceBatch> text = context.parallelize(shuffled(windows()), 2);
    Extras extras = new Extras();
    Map<String, Double> scores = scores("language-model", TOKENS, TOKENS).of(text, text, extras);
    assertEquals(Map.of(), extras.leftOut());
    assertTrue(scores.get("5-gram") < scores.get("unigram"), scores::toString);
  }

  @Test
  void windows_asManyAsHoldSoManyTokens_comeInOrder() {
    JavaRDD<SequenceBatch> text = context.parallelize(shuffled(windows()), 3);
    int batch = ROWS * STEPS;
    List<Integer> some = positions(OrderedWindows.first(text, 3L * batch + 1));
    assertEquals(IntStream.range(0, 4).boxed().toList(), some);
    List<Integer> all = positions(OrderedWindows.first(text, Long.MAX_VALUE));
    assertEquals(IntStream.range(0, WINDOWS).boxed().toList(), all);
  }

  @Test
  void baseline_thatFails_isLeftOutAndTheOthersAreNot() {
    // Texts are missing, which both baselines of what is written compare with.
    Settings settings = settings("encoder-decoder", "parallel, path = none", "");
    SideCodec side = TestSides.of(TOKENS, settings.tokens());
    JavaRDD<SequenceBatch> pairs = context.parallelize(windows().subList(0, 2));
    Extras extras = new Extras();
    assertEquals(Map.of(), new BaselineScores(settings, side, side).of(pairs, pairs, extras));
    assertEquals(Set.of("baseline majority", "baseline copy"), extras.leftOut().keySet());
    assertThat(extras.leftOut().get("baseline copy")).contains("SparkException");
  }

  @Test
  void labels_ofWhichThereAreMany_areToldByTheirWords() {
    int labels = 120;
    Settings settings = settings("classifier", "labelled, path = none", "tokens { unit = word }");
    // Words of a script that is not ASCII's.
    List<String> words = new ArrayList<>(Vocabulary.SPECIALS);
    IntStream.range(0, labels).forEach(label -> words.add("\u0436" + label));
    TextCodec codec = TextCodec.of(settings.tokens(), new Vocabulary(words));
    SideCodec source = SideCodec.ofText(settings.tokens(), codec);
    SideCodec target = TestSides.of(new Manifest.Side("label", labels, 0), settings.tokens());
    List<SequenceBatch> batches = new ArrayList<>();
    for (int label = 0; label < labels; label++) {
      EncodedSequence word = EncodedSequence.ofIds(label + 4, label + 4);
      batches.add(batch(0, label, List.of(word, word), EncodedSequence.ofIds(label)));
    }
    JavaRDD<SequenceBatch> split = context.parallelize(batches, 2);
    Extras extras = new Extras();
    Map<String, Double> scores =
        new BaselineScores(settings, source, target).of(split, split, extras);
    assertEquals(Map.of(), extras.leftOut());
    assertTrue(scores.get("bagOfWords") > 0.9, scores::toString);
    assertEquals(1.0 / labels, scores.get("majority"), 1e-12);
  }

  @Test
  void forecasts_ofInputsScaledOtherwiseThanTargets_areInTheirUnits() {
    SideCodec source = TestSides.scaled(10, 2);
    SideCodec target = TestSides.scaled(100, 50);
    // The last value read is 10 + 2 * 5 = 20, what follows 100 + 50 * -1 = 50.
    SequenceBatch batch =
        new SequenceBatch(
            0,
            0,
            Sequences.of(List.of(EncodedSequence.ofVectors(1, 0, 5))),
            Sequences.of(List.of(EncodedSequence.ofVectors(1, -1))),
            List.of("key"));
    ForecastBaselines baselines = new ForecastBaselines(source, target);
    JavaRDD<SequenceBatch> split = context.parallelize(List.of(batch));
    assertEquals(30, baselines.lastValue(split), 1e-5);
    assertEquals(30, baselines.lastSeason(split), 1e-5);
    assertEquals(0, baselines.mean(split, split), 1e-5);
  }

  private static BaselineScores scores(String model, Manifest.Side source, Manifest.Side target) {
    Settings settings = settings(model, "text, path = none", "");
    return new BaselineScores(
        settings, TestSides.of(source, settings.tokens()), TestSides.of(target, settings.tokens()));
  }

  private static Settings settings(String model, String corpus, String more) {
    return SettingsLoader.parse(
        "name = t, corpus { type = %s }, model { type = %s }, %s".formatted(corpus, model, more),
        "test",
        List.of());
  }

  private static List<Integer> positions(Iterator<SequenceBatch> windows) {
    List<Integer> positions = new ArrayList<>();
    windows.forEachRemaining(window -> positions.add(window.position()));
    return positions;
  }

  private static List<SequenceBatch> shuffled(List<SequenceBatch> windows) {
    List<SequenceBatch> shuffled = new ArrayList<>(windows);
    Collections.shuffle(shuffled, new Random(3));
    return shuffled;
  }

  /** Lanes that count on and on, so that a token tells the next. */
  private static List<SequenceBatch> windows() {
    List<SequenceBatch> windows = new ArrayList<>();
    for (int window = 0; window < WINDOWS; window++) {
      int[] ids = new int[ROWS * STEPS];
      int[] targets = new int[ROWS * STEPS];
      int[] lengths = new int[ROWS];
      for (int row = 0; row < ROWS; row++) {
        lengths[row] = STEPS;
        for (int step = 0; step < STEPS; step++) {
          int place = row + window * STEPS + step;
          ids[row * STEPS + step] = 4 + place % 8;
          targets[row * STEPS + step] = 4 + (place + 1) % 8;
        }
      }
      windows.add(
          SequenceBatch.ofIds(
              0, window, STEPS, ids, lengths, STEPS, targets, lengths.clone(), List.of()));
    }
    return windows;
  }

  private static SequenceBatch batch(
      int bucket, int position, List<EncodedSequence> inputs, EncodedSequence target) {
    List<EncodedSequence> targets = inputs.stream().map(input -> target).toList();
    List<String> keys = inputs.stream().map(input -> "key").toList();
    return new SequenceBatch(bucket, position, Sequences.of(inputs), Sequences.of(targets), keys);
  }
}
