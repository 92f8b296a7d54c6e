package io.unroll.evaluation;

import io.unroll.config.Settings;
import io.unroll.decoding.Answer;
import io.unroll.decoding.Predictor;
import io.unroll.evaluation.measure.Additive;
import io.unroll.evaluation.measure.Counts;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkBlueprint.TargetSteps;
import io.unroll.network.NetworkScorer;
import io.unroll.network.Parameters;
import io.unroll.network.Scores;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Scorer of one partition of a split, whose batches come in order: teacher-forced loss and, where
 * inputs have answers, predictions.
 *
 * @param <S> what is counted of answers
 * @param target how answers became numbers
 */
record SplitScoring<S extends AnswerScores<S>>(
    AnswerKind<S> kind,
    Settings settings,
    NetworkBlueprint blueprint,
    SideCodec target,
    Broadcast<float[]> parameters,
    Broadcast<TokenFrequencies> frequencies)
    implements FlatMapFunction<Iterator<SequenceBatch>, SplitScoring.Partial<S>> {

  /**
   * One partition's sums.
   *
   * @param drawn the headline's counts by the groups that are resampled, see {@link Evaluator}
   * @param lengths the same by the inputs' lengths
   * @param rarity the same by how rare their tokens are in training
   */
  record Partial<S extends AnswerScores<S>>(
      Scores scores,
      S answers,
      Map<Integer, Counts> drawn,
      Breakdown lengths,
      Breakdown rarity,
      Predictions predictions)
      implements Additive<Partial<S>> {

    public static <S extends AnswerScores<S>> Partial<S> none(S answers, int samples) {
      return new Partial<>(
          Scores.NONE, answers, Map.of(), Breakdown.NONE, Breakdown.NONE, new Predictions(samples));
    }

    @Override
    public Partial<S> plus(Partial<S> other) {
      Map<Integer, Counts> both = new HashMap<>(drawn);
      other.drawn.forEach((group, counts) -> both.merge(group, counts, Counts::plus));
      return new Partial<>(
          scores.plus(other.scores),
          answers.plus(other.answers),
          both,
          lengths.plus(other.lengths),
          rarity.plus(other.rarity),
          predictions.plus(other.predictions));
    }
  }

  Partial<S> none() {
    return Partial.none(kind.none(), settings.evaluation().samples());
  }

  @Override
  public Iterator<Partial<S>> call(Iterator<SequenceBatch> batches) {
    if (!batches.hasNext()) {
      return List.of(none()).iterator();
    }
    NativeThreads.bind(settings.backend().threads());
    ComputationGraph network = blueprint.build();
    Parameters.apply(network, parameters.value());
    Partial<S> total = score(batches, network);
    NativeThreads.releaseWorkspaces();
    return List.of(total).iterator();
  }

  private Partial<S> score(Iterator<SequenceBatch> batches, ComputationGraph network) {
    NetworkScorer scorer = new NetworkScorer(blueprint, network);
    SplitSums<S> sums = new SplitSums<>(kind, frequencies.value());
    Optional<Predictor> predictor =
        Predictor.of(blueprint, network, settings.evaluation(), target.names());
    boolean closed = blueprint.targetSteps() == TargetSteps.FREE;
    AnswerScoring<S> scoring = new AnswerScoring<>(kind, closed, target);
    while (batches.hasNext()) {
      SequenceBatch batch = batches.next();
      sums.add(batch, scorer);
      predictor.ifPresent(
          answering ->
              sums.add(
                  scored(batch, answering.predict(batch), scoring),
                  settings.evaluation().samples()));
    }
    return sums.total(none());
  }

  private List<AnswerScoring.Scored<S>> scored(
      SequenceBatch batch, List<Answer> answers, AnswerScoring<S> scoring) {
    List<AnswerScoring.Scored<S>> scored = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      scored.add(scoring.score(batch, row, answers.get(row)));
    }
    return scored;
  }
}
