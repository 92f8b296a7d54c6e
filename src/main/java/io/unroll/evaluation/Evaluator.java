package io.unroll.evaluation;

import io.unroll.config.Settings;
import io.unroll.config.TokenSettings;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Scores;
import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Measures a network on one split. */
public final class Evaluator {
  private final JavaSparkContext spark;
  private final Settings settings;
  private final NetworkBlueprint blueprint;
  private final int threadsPerWorker;
  private final String version;

  /**
   * @param version of this program, part of every signature
   */
  public Evaluator(
      JavaSparkContext spark,
      Settings settings,
      NetworkBlueprint blueprint,
      int threadsPerWorker,
      String version) {
    this.spark = spark;
    this.settings = settings;
    this.blueprint = blueprint;
    this.threadsPerWorker = threadsPerWorker;
    this.version = version;
  }

  /** Metrics of a split, headline first, and the predictions behind them. */
  public record Evaluation(List<Measurement> measurements, Predictions predictions) {}

  /**
   * @param parameters in DL4J's flat order
   * @param split name of the split, for the signatures
   */
  public Evaluation evaluate(float[] parameters, JavaRDD<SequenceBatch> batches, String split) {
    spark.setJobDescription("evaluate " + split);
    Broadcast<float[]> shared = spark.broadcast(parameters);
    try {
      SplitScoring scoring = new SplitScoring(settings, blueprint, threadsPerWorker, shared);
      SplitScoring.Partial total = scoring.none();
      for (SplitScoring.Partial partial : partitioned(batches).mapPartitions(scoring).collect()) {
        total = total.plus(partial);
      }
      return new Evaluation(
          blueprint.carriesState()
              ? languageModel(total.scores(), split)
              : encoderDecoder(total, split),
          total.predictions());
    } finally {
      shared.destroy();
    }
  }

  /** Lanes stay together: their state goes on from window to window. */
  private JavaRDD<SequenceBatch> partitioned(JavaRDD<SequenceBatch> batches) {
    boolean lanes = blueprint.carriesState();
    int workers = settings.training().workers();
    return batches
        .mapToPair(batch -> new Tuple2<>(lanes ? batch.bucket() : batch.position(), batch))
        .partitionBy(new HashPartitioner(workers))
        .values();
  }

  private List<Measurement> languageModel(Scores scores, String split) {
    boolean characters = settings.tokens() instanceof TokenSettings.Characters;
    String signature =
        signature(split, scores)
            + "|unit:"
            + unit(settings.tokens())
            + "|carriedState:yes|lanes:"
            + settings.shards().batchSize();
    List<Measurement> all = new ArrayList<>();
    all.add(measurement("nats", scores.natsPerToken(), signature, false));
    all.add(
        characters
            ? measurement("bitsPerCharacter", scores.natsPerToken() / Math.log(2), signature, false)
            : measurement("perplexity", Math.exp(scores.natsPerToken()), signature, false));
    all.add(measurement("tokenAccuracy", scores.accuracy(), signature, true));
    return all;
  }

  private static String unit(TokenSettings tokens) {
    if (tokens instanceof TokenSettings.Characters characters) {
      return characters.clusters() ? "cluster" : "character";
    }
    return tokens instanceof TokenSettings.Words ? "word" : "subword";
  }

  private List<Measurement> encoderDecoder(SplitScoring.Partial total, String split) {
    Predictions predictions = total.predictions();
    String forced = signature(split, total.scores()) + "|mode:teacherForced";
    return List.of(
        measurement(
            "exactMatch",
            predictions.exactMatch(),
            "split:"
                + split
                + "|examples:"
                + predictions.examples()
                + "|mode:greedy|maxLength:"
                + settings.evaluation().maxOutputLength(),
            true),
        measurement("tokenAccuracy", total.scores().accuracy(), forced, true),
        measurement("nats", total.scores().natsPerToken(), forced, false));
  }

  private static String signature(String split, Scores scores) {
    return String.format(Locale.ROOT, "split:%s|tokens:%d", split, scores.tokens());
  }

  private Measurement measurement(
      String name, double value, String signature, boolean higherIsBetter) {
    return new Measurement(name, value, signature + "|version:" + version, higherIsBetter);
  }
}
