package io.unroll.evaluation;

import io.unroll.config.Settings;
import io.unroll.network.NetworkBlueprint;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.util.List;
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
  private final SideCodec target;
  private final int threadsPerWorker;
  private final String version;

  /**
   * @param target how answers became numbers
   * @param version of this program, part of every signature
   */
  public Evaluator(
      JavaSparkContext spark,
      Settings settings,
      NetworkBlueprint blueprint,
      SideCodec target,
      int threadsPerWorker,
      String version) {
    this.spark = spark;
    this.settings = settings;
    this.blueprint = blueprint;
    this.target = target;
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
      SplitScoring scoring =
          new SplitScoring(settings, blueprint, target, threadsPerWorker, shared);
      SplitScoring.Partial total = scoring.none();
      for (SplitScoring.Partial partial : partitioned(batches).mapPartitions(scoring).collect()) {
        total = total.plus(partial);
      }
      return new Evaluation(
          new Measurements(settings, blueprint, split, version).of(total), total.predictions());
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
}
