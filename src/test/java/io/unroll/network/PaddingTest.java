package io.unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings;
import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.ModelSettings.AttentionWiring;
import io.unroll.config.ModelSettings.DecoderStart;
import io.unroll.shards.SequenceBatch;
import io.unroll.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

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
    assertEquals(loss, paddedLoss, 1e-4 * loss);
    assertClose(gradient, Tensors.values(network.getFlattenedGradients()));
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

  @ParameterizedTest
  @MethodSource("io.unroll.network.RefinedStackTest#options")
  void lossAndGradient_ofRefinedStacks_ignorePadding(String options) {
    NetworkBlueprint blueprint =
        TestModels.blueprint(
            TestModels.encoderDecoder(TestModels.refined(options), Attention.GENERAL));
    ComputationGraph network = TestModels.network(blueprint);
    SequenceBatch tight = TestModels.tenExamples();
    double loss = differentiate(network, blueprint.tensors(tight));
    float[] gradient = Tensors.values(network.getFlattenedGradients());
    double paddedLoss = differentiate(network, blueprint.tensors(padded(tight, 3)));
    assertEquals(loss, paddedLoss, 1e-4 * loss);
    assertClose(gradient, Tensors.values(network.getFlattenedGradients()));
  }

  @ParameterizedTest
  @MethodSource("io.unroll.network.RefinedStackTest#options")
  void languageModel_idsOfPaddedSteps_changeNothing(String options) {
    NetworkBlueprint blueprint =
        TestModels.blueprint(
            TestModels.languageModel(TestModels.refined(options), Kernels.REQUIRE));
    ComputationGraph network = TestModels.network(blueprint);
    SequenceBatch batch = TestModels.randomBatch(3, 5, 7);
    double loss = differentiate(network, blueprint.tensors(batch));
    float[] gradient = Tensors.values(network.getFlattenedGradients());
    for (int row = 0; row < batch.rows(); row++) {
      for (int step = batch.lengths()[row]; step < batch.steps(); step++) {
        batch.ids()[row * batch.steps() + step] = Vocabulary.EOS;
      }
    }
    assertEquals(loss, differentiate(network, blueprint.tensors(batch)));
    assertClose(gradient, Tensors.values(network.getFlattenedGradients()));
  }

  private static void assertClose(float[] expected, float[] actual) {
    double scale = 0;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-5 * scale);
    }
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
    network.rnnClearPreviousState();
    // Dropout draws the same again.
    Nd4j.getRandom().setSeed(9);
    network.setInputs(tensors.getFeatures());
    network.setLabels(tensors.getLabels());
    network.setLayerMaskArrays(tensors.getFeaturesMaskArrays(), tensors.getLabelsMaskArrays());
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
    return network.score();
  }
}
