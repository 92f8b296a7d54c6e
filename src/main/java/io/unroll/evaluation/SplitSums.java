package io.unroll.evaluation;

import io.unroll.evaluation.measure.Additive;
import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.Group;
import io.unroll.layers.output.TokenListener;
import io.unroll.network.NetworkScorer;
import io.unroll.network.Scores;
import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sums of one partition of a split, batch by batch.
 *
 * @param <S> what is counted of answers
 */
final class SplitSums<S extends AnswerScores<S>> {
  private final AnswerKind<S> kind;
  private final Headline headline;
  private final TokenFrequencies frequencies;
  private final TokenLosses losses;
  private final Map<Integer, Counts> drawn = new HashMap<>();
  private Scores scores = Scores.NONE;
  private S answers;
  private Breakdown lengths = Breakdown.NONE;
  private Breakdown rarity = Breakdown.NONE;
  private Optional<Predictions> predictions = Optional.empty();

  SplitSums(AnswerKind<S> kind, TokenFrequencies frequencies) {
    this.kind = kind;
    headline = kind.headline();
    answers = kind.none();
    this.frequencies = frequencies;
    losses = new TokenLosses(frequencies.vocabulary());
  }

  /** Adds a batch scored with the targets given. */
  void add(SequenceBatch batch, NetworkScorer scorer) {
    Scores forced = scorer.score(batch, isByToken() ? losses : TokenListener.NONE);
    scores = scores.plus(forced);
    if (headline.isForced()) {
      draw(batch.bucket() + " " + batch.position(), Headline.counts(forced));
    }
  }

  /** Answers to the rows of a batch. */
  void add(List<AnswerScoring.Scored<S>> batch, int shown) {
    List<S> all = batch.stream().map(AnswerScoring.Scored::scores).toList();
    answers = Additive.sum(all).map(answers::plus).orElse(answers);
    List<Prediction> predicted = batch.stream().map(AnswerScoring.Scored::prediction).toList();
    Predictions kept = Predictions.of(shown, predicted);
    predictions = Optional.of(predictions.map(kept::plus).orElse(kept));
    if (headline.isForced()) {
      return;
    }
    List<Breakdown> byLength = new ArrayList<>();
    List<Breakdown> byRarity = new ArrayList<>();
    for (AnswerScoring.Scored<S> one : batch) {
      Counts counts = kind.counts(one.scores());
      draw(one.prediction().key(), counts);
      byLength.add(Breakdown.of(Group.ofLength(one.prediction().source().steps()), counts));
      if (frequencies.areKnown()) {
        byRarity.addAll(rarity(one, counts));
      }
    }
    lengths = Additive.sum(byLength).map(lengths::plus).orElse(lengths);
    rarity = Additive.sum(byRarity).map(rarity::plus).orElse(rarity);
  }

  /** Returns the step by step where every token has a label, by the rarest token otherwise. */
  private List<Breakdown> rarity(AnswerScoring.Scored<S> one, Counts counts) {
    Prediction prediction = one.prediction();
    int[] tokens = prediction.source().ids();
    int[] given = prediction.predicted().ids();
    int[] wanted = prediction.reference().sequence().ids();
    boolean stepwise = headline == Headline.ACCURACY && wanted.length == tokens.length;
    if (!stepwise) {
      return List.of(Breakdown.of(Group.ofFrequency(frequencies.ofRarest(tokens)), counts));
    }
    List<Breakdown> steps = new ArrayList<>();
    for (int step = 0; step < tokens.length; step++) {
      Counts right = new Counts(given[step] == wanted[step] ? 1 : 0, 1);
      steps.add(Breakdown.of(Group.ofFrequency(frequencies.of(tokens[step])), right));
    }
    return steps;
  }

  /** Language models' loss is that of tokens that are inputs too. */
  private boolean isByToken() {
    return headline == Headline.NATS && frequencies.areKnown();
  }

  private void draw(String key, Counts counts) {
    drawn.merge(Evaluator.drawnGroup(key), counts, Counts::plus);
  }

  SplitScoring.Partial<S> total(SplitScoring.Partial<S> none) {
    return new SplitScoring.Partial<>(
        scores,
        answers,
        drawn,
        lengths,
        rarity.plus(losses.byFrequency(frequencies)),
        predictions.orElse(none.predictions()));
  }
}
