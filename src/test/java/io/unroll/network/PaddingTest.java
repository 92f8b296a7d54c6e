package io.unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.config.ModelSettings;
import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.ModelSettings.AttentionWiring;
import io.unroll.config.ModelSettings.DecoderStart;
import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Padding never changes a masked loss or a gradient. */
class PaddingTest {

  /** Models without attention, with it above the decoder, and with it inside in every way. */
  static Stream<ModelSettings.EncoderDecoder> models() {
    Stream<ModelSettings.EncoderDecoder> after =
        Arrays.stream(Attention.values())
            .map(
                attention -> TestModels.wired(attention, AttentionWiring.AFTER, DecoderStart.LAST));
    Stream<ModelSettings.EncoderDecoder> inside =
        Stream.of(Attention.DOT, Attention.GENERAL, Attention.ADDITIVE)
            .flatMap(
                attention ->
                    Stream.of(
                        TestModels.wired(
                            attention, AttentionWiring.PREVIOUS_STATE, DecoderStart.LAST),
                        TestModels.wired(
                            attention, AttentionWiring.INPUT_FEEDING, DecoderStart.BRIDGE)));
    return Stream.of(
            after,
            inside,
            Stream.of(
                TestModels.wired(Attention.NONE, AttentionWiring.AFTER, DecoderStart.BRIDGE),
                TestModels.wired(Attention.DOT, AttentionWiring.AFTER, DecoderStart.ZERO),
                TestModels.wired(
                    Attention.GENERAL, AttentionWiring.INPUT_FEEDING, DecoderStart.ZERO)))
        .flatMap(part -> part);
  }

  @ParameterizedTest
  @MethodSource("models")
  void lossAndGradient_morePadding_staySame(ModelSettings.EncoderDecoder model) {
    NetworkBlueprint blueprint = TestModels.blueprint(TestModels.encoderDecoder(model));
    ComputationGraph network = TestModels.network(blueprint);
    SequenceBatch tight = TestModels.tenExamples();
    double loss = differentiate(network, blueprint.tensors(tight));
    float[] gradient = Tensors.values(network.getFlattenedGradients());
    double paddedLoss = differentiate(network, blueprint.tensors(padded(tight, 3)));
    float[] paddedGradient = Tensors.values(network.getFlattenedGradients());
    assertEquals(loss, paddedLoss, 1e-4 * loss);
    double scale = 0;
    for (float value : gradient) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(gradient[i], paddedGradient[i], 1e-5 * scale);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void score_ofABatch_isTheSumOverItsRows(ModelSettings.EncoderDecoder model) {
    NetworkBlueprint blueprint = TestModels.blueprint(TestModels.encoderDecoder(model));
    NetworkScorer scorer = new NetworkScorer(blueprint, TestModels.network(blueprint));
    SequenceBatch batch = TestModels.tenExamples();
    Scores sum = Scores.NONE;
    for (int row = 0; row < batch.rows(); row++) {
      sum = sum.plus(scorer.score(TestModels.row(batch, row)));
    }
    Scores whole = scorer.score(batch);
    assertEquals(sum.nats(), whole.nats(), 1e-5 * sum.nats());
    assertEquals(sum.tokens(), whole.tokens());
    assertEquals(sum.correct(), whole.correct());
  }

  private static SequenceBatch padded(SequenceBatch batch, int more) {
    List<int[]> sources = new ArrayList<>();
    List<int[]> targets = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      int from = row * batch.steps();
      int target = row * batch.targetSteps();
      sources.add(Arrays.copyOfRange(batch.ids(), from, from + batch.lengths()[row]));
      targets.add(Arrays.copyOfRange(batch.targets(), target, target + batch.targetLengths()[row]));
    }
    return TestModels.batch(sources, targets, more);
  }

  private static double differentiate(ComputationGraph network, MultiDataSet tensors) {
    network.setInputs(tensors.getFeatures());
    network.setLabels(tensors.getLabels());
    network.setLayerMaskArrays(tensors.getFeaturesMaskArrays(), tensors.getLabelsMaskArrays());
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
    return network.score();
  }
}
