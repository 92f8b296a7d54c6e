package io.unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.shards.SequenceBatch;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Gradients are right, and padding changes neither them nor the loss. */
class SequenceModelTest {
  private static final double STEP = 1e-6;

  @ParameterizedTest
  @EnumSource(SequenceModel.class)
  void gradient_doublePrecision_equalsDifferences(SequenceModel model) {
    NetworkBlueprint blueprint = model.blueprint(4);
    MultiDataSet tensors = blueprint.tensors(model.batch(3, 4, 1, 3));
    ComputationGraph network = TestModels.network(blueprint).convertDataType(DataType.DOUBLE);
    differentiate(network, tensors);
    double[] gradient = network.getFlattenedGradients().dup().data().asDouble();
    INDArray parameters = network.params();
    for (int i = 0; i < gradient.length; i += 1 + gradient.length / 15) {
      double value = parameters.getDouble(i);
      parameters.putScalar(i, value + STEP);
      double above = differentiate(network, tensors);
      parameters.putScalar(i, value - STEP);
      double below = differentiate(network, tensors);
      parameters.putScalar(i, value);
      assertEquals((above - below) / (2 * STEP), gradient[i], 1e-6, model + ", parameter " + i);
    }
  }

  @ParameterizedTest
  @EnumSource(SequenceModel.class)
  void lossAndGradient_morePadding_staySame(SequenceModel model) {
    NetworkBlueprint blueprint = model.blueprint(8);
    ComputationGraph network = TestModels.network(blueprint);
    SequenceBatch tight = model.batch(5, 6, 2, 4, 1);
    double loss = differentiate(network, blueprint.tensors(tight));
    float[] gradient = Tensors.values(network.getFlattenedGradients());
    SequenceBatch padded = model.padded(tight, 3);
    assertEquals(loss, differentiate(network, blueprint.tensors(padded)), 1e-4 * loss);
    float[] paddedGradient = Tensors.values(network.getFlattenedGradients());
    double scale = 0;
    for (float value : gradient) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(gradient[i], paddedGradient[i], 1e-5 * scale);
    }
  }

  @ParameterizedTest
  @EnumSource(SequenceModel.class)
  void score_ofABatch_isTheSumOverItsRows(SequenceModel model) {
    NetworkBlueprint blueprint = model.blueprint(8);
    NetworkScorer scorer = new NetworkScorer(blueprint, TestModels.network(blueprint));
    SequenceBatch batch = model.batch(9, 6, 2, 4, 1);
    Scores sum = Scores.NONE;
    for (int row = 0; row < batch.rows(); row++) {
      sum = sum.plus(scorer.score(SequenceModel.row(batch, row)));
    }
    Scores whole = scorer.score(batch);
    assertEquals(sum.nats(), whole.nats(), 1e-5 * sum.nats());
    assertEquals(sum.tokens(), whole.tokens());
    assertEquals(sum.correct(), whole.correct());
  }

  @ParameterizedTest
  @EnumSource(SequenceModel.class)
  void uninformedNats_ofABatch_areThoseOfANetworkThatSaysNothing(SequenceModel model) {
    NetworkBlueprint blueprint = model.blueprint(8);
    ComputationGraph network = TestModels.network(blueprint);
    network.getLayer(NetworkBlueprint.OUTPUT).params().assign(0);
    SequenceBatch batch = model.batch(9, 6, 2, 4, 1);
    double numbers = model.name().startsWith("FORECASTER") ? batch.target().values().length : 0;
    assertEquals(
        new NetworkScorer(blueprint, network).score(batch).nats() + numbers / 2,
        blueprint.uninformedNats(batch),
        1e-4);
  }

  @ParameterizedTest
  @EnumSource(SequenceModel.class)
  void score_outputsNotNumbers_areNoHits(SequenceModel model) {
    NetworkBlueprint blueprint = model.blueprint(8);
    ComputationGraph network = TestModels.network(blueprint);
    network.getLayer(NetworkBlueprint.OUTPUT).getParam("W").assign(Float.NaN);
    Scores scores = new NetworkScorer(blueprint, network).score(model.batch(9, 6, 2, 4, 1));
    assertEquals(Double.NaN, scores.nats());
    assertEquals(0, scores.correct());
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
