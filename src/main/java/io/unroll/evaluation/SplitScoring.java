package io.unroll.evaluation;

import io.unroll.config.Settings;
import io.unroll.decoding.GreedyDecoder;
import io.unroll.layers.NativeThreads;
import io.unroll.network.EncoderDecoderBlueprint;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkScorer;
import io.unroll.network.Parameters;
import io.unroll.network.Scores;
import io.unroll.shards.SequenceBatch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Scores one partition of a split: teacher-forced loss and, for encoder-decoders, predictions. */
record SplitScoring(
    Settings settings, NetworkBlueprint blueprint, int threads, Broadcast<float[]> parameters)
    implements FlatMapFunction<Iterator<SequenceBatch>, SplitScoring.Partial> {

  /** One partition's sums. */
  record Partial(Scores scores, Predictions predictions) implements Serializable {

    Partial plus(Partial other) {
      return new Partial(scores.plus(other.scores), predictions.merge(other.predictions));
    }
  }

  Partial none() {
    return new Partial(Scores.NONE, new Predictions(settings.evaluation().samples()));
  }

  @Override
  public Iterator<Partial> call(Iterator<SequenceBatch> partition) {
    List<SequenceBatch> batches = new ArrayList<>();
    partition.forEachRemaining(batches::add);
    if (batches.isEmpty()) {
      return List.of(none()).iterator();
    }
    batches.sort(SequenceBatch.SHARD_ORDER);
    NativeThreads.bind(threads);
    ComputationGraph network = new ComputationGraph(blueprint.configuration());
    network.init();
    Parameters.apply(network, parameters.value());
    Partial total = score(batches, network);
    NativeThreads.releaseWorkspaces();
    return List.of(total).iterator();
  }

  private Partial score(List<SequenceBatch> batches, ComputationGraph network) {
    Partial total = none();
    NetworkScorer scorer = new NetworkScorer(blueprint, network);
    Scores scores = Scores.NONE;
    for (SequenceBatch batch : batches) {
      scores = scores.plus(scorer.score(batch));
    }
    if (blueprint instanceof EncoderDecoderBlueprint encoderDecoder) {
      GreedyDecoder decoder =
          new GreedyDecoder(encoderDecoder, network, settings.evaluation().maxOutputLength());
      batches.forEach(batch -> predict(batch, decoder, total.predictions));
    }
    return new Partial(scores, total.predictions);
  }

  private static void predict(SequenceBatch batch, GreedyDecoder decoder, Predictions sink) {
    List<int[]> predicted = decoder.decode(batch);
    for (int row = 0; row < batch.rows(); row++) {
      int source = row * batch.steps();
      int target = row * batch.targetSteps();
      sink.add(
          new Prediction(
              batch.keys().get(row),
              Arrays.copyOfRange(batch.ids(), source, source + batch.lengths()[row]),
              Arrays.copyOfRange(batch.targets(), target, target + batch.targetLengths()[row] - 1),
              predicted.get(row)));
    }
  }
}
