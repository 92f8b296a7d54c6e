package io.unroll.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.layers.attention.SequenceAttention;
import io.unroll.layers.recurrent.SequenceLstm;
import io.unroll.layers.sequence.SequenceNormalisation;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Layers and vertices of ours in a user's network, below DL4J's own with DL4J's own dropout. */
class StockDropoutTest {
  private static final int HIDDEN = 4;
  private static final double KEEP = 0.5;

  /** It drops in place where a layer is the last reader of an activation. */
  @ParameterizedTest
  @EnumSource(Kernels.class)
  void gradient_ofDropoutInPlace_equalsThatOfDropoutOfACopy(Kernels kernels) {
    ComputationGraph network = network(kernels);
    double[] inPlace = gradient(network);
    assertTrue(Arrays.stream(inPlace).allMatch(Double::isFinite));
    for (Layer layer : network.getLayers()) {
      layer.allowInputModification(false);
    }
    assertArrayEquals(gradient(network), inPlace, 1e-6);
  }

  private static ComputationGraph network(Kernels kernels) {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("input")
                .addLayer("cell", new SequenceLstm(3, HIDDEN, 1, kernels), "input")
                .addLayer("normalised", new SequenceNormalisation(HIDDEN), "cell")
                .addVertex(
                    "attention",
                    new SequenceAttention(SequenceAttention.Score.GENERAL, HIDDEN, kernels),
                    "normalised",
                    "cell")
                .addLayer("above", stock(), "attention")
                .addLayer("beside", stock(), "cell")
                .addVertex(
                    "sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "above", "beside")
                .addLayer(
                    "output",
                    new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nIn(HIDDEN)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .dataFormat(RNNFormat.NCW)
                        .dropOut(KEEP)
                        .build(),
                    "sum")
                .setOutputs("output")
                .build());
    network.init();
    return network;
  }

  private static LSTM stock() {
    return new LSTM.Builder()
        .nIn(HIDDEN)
        .nOut(HIDDEN)
        .dataFormat(RNNFormat.NCW)
        .dropOut(KEEP)
        .build();
  }

  private static double[] gradient(ComputationGraph network) {
    Nd4j.getRandom().setSeed(9);
    INDArray input = Nd4j.randn(DataType.FLOAT, 5, 3, 6);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 5, 2, 6);
    labels.get(NDArrayIndex.all(), NDArrayIndex.point(1)).assign(1);
    network.setInputs(input);
    network.setLabels(labels);
    network.computeGradientAndScore();
    return network.getFlattenedGradients().dup().data().asDouble();
  }
}
