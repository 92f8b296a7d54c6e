package io.unroll.evaluation;

import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.decoding.Predictor;
import io.unroll.layers.NativeThreads;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkBlueprint.TargetSteps;
import io.unroll.network.NetworkScorer;
import io.unroll.network.Parameters;
import io.unroll.network.Scores;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Scores one partition of a split: teacher-forced loss and, where inputs have answers, predictions.
 *
 * @param target how answers became numbers
 */
record SplitScoring(
    Settings settings,
    NetworkBlueprint blueprint,
    SideCodec target,
    int threads,
    Broadcast<float[]> parameters)
    implements FlatMapFunction<Iterator<SequenceBatch>, SplitScoring.Partial> {
  private static final double HALF = 0.5;

  /** One partition's sums. */
  record Partial(Scores scores, AnswerScores answers, Predictions predictions)
      implements Serializable {

    Partial plus(Partial other) {
      return new Partial(
          scores.plus(other.scores),
          answers.plus(other.answers),
          predictions.merge(other.predictions));
    }
  }

  Partial none() {
    return new Partial(
        Scores.NONE, AnswerScores.NONE, new Predictions(settings.evaluation().samples()));
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
    NetworkScorer scorer = new NetworkScorer(blueprint, network);
    Partial total = none();
    Optional<Predictor> predictor =
        Predictor.of(blueprint, network, settings.evaluation().maxOutputLength());
    for (SequenceBatch batch : batches) {
      Scores scores = scorer.score(batch);
      total = total.plus(new Partial(scores, AnswerScores.NONE, none().predictions));
    }
    for (SequenceBatch batch : predictor.isPresent() ? batches : List.<SequenceBatch>of()) {
      total = total.plus(predicted(batch, predictor.get().predict(batch)));
    }
    return total;
  }

  private Partial predicted(SequenceBatch batch, List<EncodedSequence> answers) {
    Partial sums = none();
    List<AnswerScores> scores = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      EncodedSequence reference = open(batch.target().row(row));
      EncodedSequence answer = answers.get(row);
      scores.add(AnswerScores.of(settings, target, reference, answer));
      sums.predictions.add(
          new Prediction(
              batch.keys().get(row),
              batch.input().row(row),
              reference,
              shown(answer),
              isRight(reference, answer)));
    }
    AnswerScores total = scores.stream().reduce(AnswerScores.NONE, AnswerScores::plus);
    return new Partial(Scores.NONE, total, sums.predictions);
  }

  /** A target without the end-of-sequence that closes it. */
  private EncodedSequence open(EncodedSequence reference) {
    int[] ids = reference.ids();
    boolean closed = blueprint.targetSteps() == TargetSteps.FREE;
    return closed ? EncodedSequence.ofIds(Arrays.copyOf(ids, ids.length - 1)) : reference;
  }

  /** Of pitches, those more probable than not. */
  private EncodedSequence shown(EncodedSequence answer) {
    if (!(settings.model() instanceof ModelSettings.Frames)) {
      return answer;
    }
    float[] sounding = new float[answer.values().length];
    for (int i = 0; i < sounding.length; i++) {
      sounding[i] = answer.values()[i] > HALF ? 1 : 0;
    }
    return EncodedSequence.ofVectors(answer.width(), sounding);
  }

  /** Vectors are right if every number of theirs is nearer than a half. */
  private static boolean isRight(EncodedSequence reference, EncodedSequence answer) {
    for (int i = 0; i < answer.values().length; i++) {
      if (Math.abs(answer.values()[i] - reference.values()[i]) >= HALF) {
        return false;
      }
    }
    return Arrays.equals(reference.ids(), answer.ids());
  }
}
