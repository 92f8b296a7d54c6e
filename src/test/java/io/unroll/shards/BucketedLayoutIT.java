package io.unroll.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.ShardSettings;
import io.unroll.config.ShardSettings.BatchBy;
import io.unroll.corpus.EmbeddedSpark;
import io.unroll.corpus.example.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BucketedLayoutIT {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = EmbeddedSpark.start(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void batches_lengthsOfSentences_padBelowFivePercent() {
    List<EncodedExample> examples = sentences(20_000);
    List<SequenceBatch> batches = lay(examples, BatchBy.EXAMPLES);

    long real = 0;
    long padded = 0;
    for (SequenceBatch batch : batches) {
      real += batch.input().realSteps() + batch.target().realSteps();
      padded += (long) batch.rows() * (batch.steps() + batch.targetSteps());
    }
    double padding = 1 - (double) real / padded;
    assertTrue(padding < 0.05, () -> "padding " + padding);
    assertEquals(
        examples.stream().map(EncodedExample::key).sorted().toList(),
        batches.stream().flatMap(batch -> batch.keys().stream()).sorted().toList());
  }

  @Test
  void batches_byTokens_stayWithinTheBudget() {
    List<SequenceBatch> batches = lay(sentences(4_000), BatchBy.TOKENS);

    for (SequenceBatch batch : batches) {
      int longest = Math.max(batch.steps(), batch.targetSteps());
      assertTrue(batch.rows() == 1 || batch.rows() * longest <= 512, batch::toString);
    }
    Map<Boolean, Long> larger =
        batches.stream().collect(Collectors.groupingBy(b -> b.rows() > 32, Collectors.counting()));
    assertEquals(2, larger.size(), "short sentences must come in larger batches than long ones");
  }

  @Test
  void batches_otherSeed_mixOtherExamplesInAnotherOrder() {
    List<EncodedExample> examples = sentences(2_000);
    List<List<String>> one = keys(lay(examples, BatchBy.EXAMPLES, 1));
    List<List<String>> two = keys(lay(examples, BatchBy.EXAMPLES, 2));

    assertEquals(one, keys(lay(examples, BatchBy.EXAMPLES, 1)));
    assertNotEquals(one, two);
    assertTrue(one.stream().filter(two::contains).count() < one.size() / 2);
  }

  private static List<List<String>> keys(List<SequenceBatch> batches) {
    return batches.stream().map(SequenceBatch::keys).toList();
  }

  private static List<SequenceBatch> lay(List<EncodedExample> examples, BatchBy by) {
    return lay(examples, by, 7);
  }

  private static List<SequenceBatch> lay(List<EncodedExample> examples, BatchBy by, long seed) {
    ShardSettings settings = new ShardSettings(32, by, 512, 32, 200, 8, 1, 1);
    Map<Integer, Long> histogram =
        examples.stream()
            .collect(Collectors.groupingBy(e -> e.input().steps(), Collectors.counting()));
    BucketPlan plan = BucketPlan.of(histogram, settings.buckets());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    PlacedBatches placed =
        new BucketedLayout(plan, settings, seed)
            .batches(context.parallelize(examples, 3), Split.TRAIN);
    return placed.inFiles(RankCut.of(placed.count(), 1)).collect();
  }

  /** Log-normal lengths; targets are as long as their inputs, give or take a third. */
  private static List<EncodedExample> sentences(int count) {
    Random random = new Random(1);
    List<EncodedExample> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = length(Math.exp(3 + 0.6 * random.nextGaussian()));
      int target = length(length * (1 + 0.33 * random.nextGaussian()));
      examples.add(
          new EncodedExample(
              Split.TRAIN,
              i,
              0,
              Integer.toString(i),
              EncodedSequence.ofIds(new int[length]),
              EncodedSequence.ofIds(new int[target]),
              null));
    }
    return examples;
  }

  private static int length(double real) {
    return (int) Math.max(1, Math.min(150, Math.round(real)));
  }
}
