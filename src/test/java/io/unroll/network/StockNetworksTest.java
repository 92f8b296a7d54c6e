package io.unroll.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.Settings;
import io.unroll.layers.embedding.TokenEmbedding;
import io.unroll.layers.output.TokenOutput;
import io.unroll.layers.recurrent.SequenceLstm;
import io.unroll.layers.recurrent.SequenceRnn;
import io.unroll.shards.SequenceBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class StockNetworksTest {
  private static final int HIDDEN = 12;
  private static final int VOCABULARY = TestModels.VOCABULARY;

  @ParameterizedTest
  @CsvSource({"LSTM,1,false", "LSTM,2,true", "RNN,2,false", "RNN,1,true", "RNN_RELU,1,false"})
  void languageModel_thereAndBack_computesTheSame(Cell cell, int layers, boolean tied)
      throws IOException {
    ComputationGraph ours = languageModel(cell, layers, tied);
    ComputationGraph stock = StockNetworks.toStock(ours);
    assertThat(stock.getConfiguration().toJson()).doesNotContain("io.unroll");
    assertSameOutput(ours, stock);
    ComputationGraph restored = restored(stock);
    assertSameOutput(ours, restored);
    ComputationGraph back = StockNetworks.fromStock(restored, Kernels.REQUIRE);
    assertInstanceOf(TokenEmbedding.class, layer(back, "embedding"));
    assertInstanceOf(TokenOutput.class, layer(back, "output"));
    assertSameOutput(ours, back);
  }

  @Test
  void toStock_afterwards_sharesNoMemory() {
    ComputationGraph ours = languageModel(Cell.LSTM, 1, true);
    ComputationGraph stock = StockNetworks.toStock(ours);
    INDArray before = stock.params().dup();
    ours.params().addi(1);
    assertEquals(before, stock.params());
  }

  @Test
  void toStock_trainingSettings_areKept() {
    ComputationGraph ours = languageModel(Cell.LSTM, 1, false);
    ComputationGraph stock = StockNetworks.toStock(ours);
    LSTM kept = (LSTM) layer(stock, "cell0");
    LSTM given = (LSTM) layer(ours, "cell0");
    assertSame(LSTM.class, kept.getClass());
    assertEquals(given.getIUpdater(), kept.getIUpdater());
    assertEquals(given.getForgetGateBiasInit(), kept.getForgetGateBiasInit());
    assertEquals(
        ours.getConfiguration().getTbpttFwdLength(), stock.getConfiguration().getTbpttFwdLength());
  }

  @Test
  void toStock_skipsAndOrthogonalWeights_computeTheSame() throws IOException {
    Settings settings =
        TestModels.languageModel(
            TestModels.refined("residual=1 initialisation=orthogonal"), Kernels.AUTO);
    ComputationGraph ours = TestModels.network(TestModels.blueprint(settings));
    ComputationGraph stock = StockNetworks.toStock(ours);
    assertThat(stock.getConfiguration().toJson()).doesNotContain("io.unroll");
    assertSameOutput(ours, restored(stock));
  }

  @Test
  void toStock_cellWithoutCounterpart_isRefusedByName() {
    assertRefused(languageModel(Cell.GRU, 1, false), "vertex 'cell0' is a SequenceGru,");
  }

  @Test
  void toStock_encoderDecoder_isRefusedByName() {
    Settings settings = TestModels.encoderDecoder(Attention.GENERAL, false);
    assertRefused(
        TestModels.network(TestModels.blueprint(settings)),
        "vertex 'finalState0' is a FinalState,");
  }

  private static void assertRefused(ComputationGraph network, String start) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> StockNetworks.toStock(network));
    String message = String.valueOf(refused.getMessage());
    assertThat(message).startsWith(start);
  }

  @Test
  void fromStock_stackOfStockLayers_computesTheSame() {
    ComputationGraph stock =
        stock(
            new EmbeddingSequenceLayer.Builder().nIn(VOCABULARY).nOut(6).build(),
            new LSTM.Builder().nIn(6).nOut(HIDDEN).activation(Activation.TANH).build(),
            simpleRnn(HIDDEN, Activation.RELU),
            output(LossFunction.MCXENT.getILossFunction()));
    ComputationGraph ours = StockNetworks.fromStock(stock, Kernels.REQUIRE);
    assertInstanceOf(TokenEmbedding.class, layer(ours, "0"));
    assertInstanceOf(SequenceLstm.class, layer(ours, "1"));
    assertInstanceOf(SequenceRnn.class, layer(ours, "2"));
    assertInstanceOf(TokenOutput.class, layer(ours, "3"));
    assertSameOutput(stock, ours);
  }

  @Test
  void fromStock_wrappedLayer_isConvertedInside() {
    Layer lstm = new LSTM.Builder().nIn(6).nOut(HIDDEN).activation(Activation.TANH).build();
    ComputationGraph stock =
        stock(
            new EmbeddingSequenceLayer.Builder().nIn(VOCABULARY).nOut(6).build(),
            new Bidirectional(Bidirectional.Mode.ADD, lstm),
            output(LossFunction.MCXENT.getILossFunction()));
    ComputationGraph ours = StockNetworks.fromStock(stock, Kernels.REQUIRE);
    Bidirectional both = (Bidirectional) layer(ours, "1");
    assertInstanceOf(SequenceLstm.class, both.getFwd());
    assertInstanceOf(SequenceLstm.class, both.getBwd());
    assertSameOutput(stock, ours);
    assertSameOutput(stock, StockNetworks.toStock(ours));
  }

  @Test
  void fromStock_layersOfAnotherFunction_areKept() {
    ComputationGraph stock =
        stock(
            new EmbeddingSequenceLayer.Builder().nIn(VOCABULARY).nOut(6).hasBias(true).build(),
            new LSTM.Builder().nIn(6).nOut(HIDDEN).activation(Activation.SOFTSIGN).build(),
            simpleRnn(HIDDEN, Activation.SIGMOID),
            output(new LossMCXENT(Nd4j.ones(1, VOCABULARY))));
    stock.getLayer("0").getParam("b").addi(0.5);
    ComputationGraph ours = StockNetworks.fromStock(stock, Kernels.AUTO);
    assertThat(ours.getConfiguration().toJson()).doesNotContain("io.unroll");
    assertSameOutput(stock, ours);
  }

  private static Layer simpleRnn(int inputs, Activation activation) {
    return new SimpleRnn.Builder().nIn(inputs).nOut(HIDDEN).activation(activation).build();
  }

  private static Layer output(org.nd4j.linalg.lossfunctions.ILossFunction loss) {
    return new RnnOutputLayer.Builder(loss)
        .nIn(HIDDEN)
        .nOut(VOCABULARY)
        .activation(Activation.SOFTMAX)
        .dataFormat(RNNFormat.NCW)
        .build();
  }

  /** Layers named 0, 1, 2, ..., one above the other. */
  private static ComputationGraph stock(Layer... layers) {
    var graph = new NeuralNetConfiguration.Builder().seed(5).graphBuilder().addInputs("ids");
    for (int i = 0; i < layers.length; i++) {
      graph.addLayer(String.valueOf(i), layers[i], i == 0 ? "ids" : String.valueOf(i - 1));
    }
    graph.setOutputs(String.valueOf(layers.length - 1));
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    return network;
  }

  private static ComputationGraph languageModel(Cell cell, int layers, boolean tied) {
    Settings settings =
        TestModels.languageModel(TestModels.stack(cell, layers, HIDDEN, tied), Kernels.AUTO);
    ComputationGraph network = TestModels.network(TestModels.blueprint(settings));
    INDArray bias = network.getLayer("output").getParam("b");
    bias.addi(Nd4j.rand(bias.shape()).subi(0.5));
    return network;
  }

  private static Layer layer(ComputationGraph network, String name) {
    return network.getLayer(name).conf().getLayer();
  }

  private static ComputationGraph restored(ComputationGraph network) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, file, true);
    return ModelSerializer.restoreComputationGraph(
        new ByteArrayInputStream(file.toByteArray()), true);
  }

  private static void assertSameOutput(ComputationGraph expected, ComputationGraph actual) {
    for (int steps : new int[] {1, 7}) {
      SequenceBatch batch = TestModels.randomBatch(steps, 3, steps);
      MultiDataSet tensors =
          TestModels.blueprint(TestModels.languageModel(1, TestModels.training(1, 1, 1)))
              .tensors(batch);
      INDArray difference =
          expected
              .outputSingle(tensors.getFeatures(0))
              .sub(actual.outputSingle(tensors.getFeatures(0)));
      assertEquals(0, difference.amaxNumber().doubleValue(), 1e-5);
    }
  }
}
