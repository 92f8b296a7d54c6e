package io.unroll.answering;

import io.unroll.config.EvaluationSettings;
import io.unroll.decoding.AnswerSampler;
import io.unroll.decoding.BeamSearch;
import io.unroll.decoding.Predictor;
import io.unroll.decoding.Sampling;
import io.unroll.network.WritingBlueprint;
import io.unroll.training.ModelFolder.Model;
import java.util.List;
import java.util.Optional;

/**
 * Options of how a model answers.
 *
 * @param evaluation how answers are searched for
 * @param best answers to each input, best first; more than one only of models that write
 * @param sampling how tokens are drawn; empty to search for the best answers
 * @param seed of what is drawn
 * @param limit which inputs are answered
 */
public record AnswerOptions(
    EvaluationSettings evaluation,
    int best,
    Optional<Sampling> sampling,
    long seed,
    InputLimit limit) {

  /** Returns the single best answer. */
  public static AnswerOptions ofBest(EvaluationSettings evaluation, InputLimit limit) {
    return new AnswerOptions(evaluation, 1, Optional.empty(), 0, limit);
  }

  /** Answers of every row of a batch. */
  Answerer answerer(Model model) {
    if (model.blueprint() instanceof WritingBlueprint writing) {
      if (sampling.isPresent()) {
        Predictor sampler =
            new AnswerSampler(writing, model.network(), evaluation.search(), sampling.get(), seed);
        return batch -> sampler.predict(batch).stream().map(List::of).toList();
      }
      BeamSearch search = new BeamSearch(writing, model.network(), evaluation.search());
      return batch ->
          search.search(batch).stream()
              .map(answers -> answers.subList(0, Math.min(best, answers.size())))
              .toList();
    }
    Predictor predictor =
        Predictor.of(model.blueprint(), model.network(), evaluation, model.target().names())
            .orElseThrow();
    return batch -> predictor.predict(batch).stream().map(List::of).toList();
  }
}
