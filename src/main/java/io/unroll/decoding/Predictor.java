package io.unroll.decoding;

import io.unroll.config.EvaluationSettings;
import io.unroll.config.InvalidInput;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkBlueprint.TargetSteps;
import io.unroll.network.WritingBlueprint;
import io.unroll.shards.SequenceBatch;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Answers of a network to the inputs of a batch; the batch's targets are not used. */
public interface Predictor {

  /**
   * Returns one answer a row, in the batch's order.
   *
   * @throws InvalidInput if the network's output for a row is not a number
   */
  List<Answer> predict(SequenceBatch batch);

  /**
   * Refuses valid spans of labels that mark none.
   *
   * @param labels names of the labels by id
   * @throws InvalidInput if so
   */
  static void check(EvaluationSettings settings, List<String> labels) {
    spans(settings, labels);
  }

  private static Optional<SpanLabels> spans(EvaluationSettings settings, List<String> labels) {
    return settings.validSpans() ? Optional.of(SpanLabels.of(labels)) : Optional.empty();
  }

  /**
   * Returns the predictor of a model type; none for language models, which have no inputs to
   * answer.
   *
   * @param network of the blueprint's configuration
   * @param labels names of the labels by id, which only valid spans need
   * @throws InvalidInput if spans are to be valid and a label marks none
   */
  static Optional<Predictor> of(
      NetworkBlueprint blueprint,
      ComputationGraph network,
      EvaluationSettings settings,
      List<String> labels) {
    if (blueprint.carriesState()) {
      return Optional.empty();
    }
    if (blueprint instanceof WritingBlueprint writing) {
      return Optional.of(new BeamSearch(writing, network, settings.search()));
    }
    boolean steps = blueprint.targetSteps() == TargetSteps.ALIGNED;
    if (blueprint.target().width() > 0) {
      return Optional.of(new VectorPredictor(blueprint, network, steps));
    }
    return Optional.of(new LabelPredictor(blueprint, network, spans(settings, labels)));
  }
}
