package io.unroll.evaluation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** Metrics that are counted here, so that they can be resampled, are those of MLlib. */
class MllibAgreementIT {
  private static final int LABELS = 4;

  private static SparkSession spark;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder().master("local[2]").config("spark.ui.enabled", "false").getOrCreate();
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void labels_ofRandomAnswers_haveMllibsFigures() {
    SplittableRandom random = new SplittableRandom(8);
    List<Tuple2<Object, Object>> pairs = new ArrayList<>();
    List<LabelScores> counted = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int right = random.nextInt(LABELS);
      int given = random.nextInt(3) == 0 ? random.nextInt(LABELS) : right;
      pairs.add(new Tuple2<>((double) given, (double) right));
      counted.add(LabelScores.of("label" + right, "label" + given));
    }
    MulticlassMetrics theirs = new MulticlassMetrics(context.parallelize(pairs).rdd());
    LabelScores ours = Additive.sum(counted).orElseThrow();
    assertEquals(theirs.accuracy(), ours.accuracy(), 1e-12);
    double sum = 0;
    for (int label = 0; label < LABELS; label++) {
      Overlap one = ours.byLabel().get("label" + label);
      assertEquals(theirs.precision(label), one.precision(), 1e-12);
      assertEquals(theirs.recall(label), one.recall(), 1e-12);
      assertEquals(theirs.fMeasure(label), one.f1(), 1e-12);
      sum += theirs.fMeasure(label);
      for (int given = 0; given < LABELS; given++) {
        LabelScores.Answer answer = new LabelScores.Answer("label" + label, "label" + given);
        assertEquals(
            theirs.confusionMatrix().apply(label, given),
            ours.confusions().getOrDefault(answer, 0L).doubleValue());
      }
    }
    assertEquals(sum / LABELS, ours.macroF1(), 1e-12);
  }

  @Test
  void ranking_ofRandomScores_hasMllibsArea() {
    SplittableRandom random = new SplittableRandom(9);
    List<Tuple2<Object, Object>> pairs = new ArrayList<>();
    List<Ranking> counted = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      boolean label = random.nextInt(4) == 0;
      double probability = 1 / (1 + Math.exp(-(3 * random.nextDouble() + (label ? 0.7 : 0))));
      pairs.add(new Tuple2<>(probability, label ? 1.0 : 0.0));
      counted.add(Ranking.of(probability, label));
    }
    double theirs =
        new BinaryClassificationMetrics(context.parallelize(pairs).rdd()).areaUnderROC();
    assertEquals(theirs, Additive.sum(counted).orElseThrow().area(), 1e-3);
  }
}
