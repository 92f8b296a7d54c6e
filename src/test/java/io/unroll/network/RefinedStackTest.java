package io.unroll.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.Settings;
import io.unroll.layers.recurrent.SequenceLstm;
import io.unroll.shards.SequenceBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Networks of stacks with each refinement: their graph, and saving and loading them. */
public class RefinedStackTest {

  /** Every refinement alone, and several at once. */
  public static Stream<String> options() {
    return Stream.of(
        "cell=minimal-gated",
        "residual=1",
        "normalisation=layer",
        "dropout=0.1 variationalDropout=true",
        "initialisation=orthogonal",
        "forgetGateBias=2.5",
        "cell=rnn recurrence=output",
        "cell=gru layers=3 residual=2 normalisation=layer initialisation=orthogonal",
        "cell=rnn recurrence=output residual=1 normalisation=layer");
  }

  @ParameterizedTest
  @MethodSource("options")
  void model_savedAndLoaded_computesTheSame(String options) throws IOException {
    for (Settings settings :
        List.of(
            TestModels.languageModel(TestModels.refined(options), Kernels.REQUIRE),
            TestModels.encoderDecoder(TestModels.refined(options), Attention.DOT))) {
      NetworkBlueprint blueprint = TestModels.blueprint(settings);
      ComputationGraph network = TestModels.network(blueprint);
      ComputationGraph restored = restored(network);
      assertEquals(network.getConfiguration(), restored.getConfiguration());
      SequenceBatch batch = TestModels.tenExamples();
      if (blueprint.carriesState()) {
        batch = TestModels.randomBatch(1, 3, 6);
      }
      MultiDataSet tensors = blueprint.tensors(batch);
      assertArrayEquals(output(network, tensors), output(restored, tensors));
    }
  }

  private static float[] output(ComputationGraph network, MultiDataSet tensors) {
    return Inference.run(network, tensors.getFeatures(), tensors.getFeaturesMaskArrays(), false)
        .probabilities_BTV();
  }

  private static ComputationGraph restored(ComputationGraph network) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, file, true);
    return ModelSerializer.restoreComputationGraph(
        new ByteArrayInputStream(file.toByteArray()), true);
  }

  @Test
  void residual_ofTwo_addsTheSumTwoLayersDown() {
    ComputationGraph network = languageModel("layers=5 residual=2 normalisation=layer");
    assertEquals(List.of("cell3"), inputs(network, "cell3Normalised"));
    assertEquals(List.of("cell2Normalised", "cell0Normalised"), inputs(network, "cell2Sum"));
    assertEquals(List.of("cell4Normalised", "cell2Sum"), inputs(network, "cell4Sum"));
    assertEquals(List.of("cell0Normalised"), inputs(network, "cell1"));
    assertEquals(List.of("cell4Sum"), inputs(network, "output"));
  }

  @Test
  void encoderDecoder_attends_toWhatTheEncoderPutsOut() {
    Settings settings =
        TestModels.encoderDecoder(TestModels.refined("residual=1"), Attention.GENERAL);
    ComputationGraph network = TestModels.network(TestModels.blueprint(settings));
    assertEquals(List.of("decoder1Sum", "encoder1Sum"), inputs(network, "attention"));
    assertEquals(List.of("encoder1"), inputs(network, "finalState1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"normalisation=layer", "residual=1", "residual=1 normalisation=layer"})
  void encoderDecoder_withoutAttention_refinesWhatIsRead(String options) {
    Settings settings = TestModels.encoderDecoder(TestModels.refined(options), Attention.NONE);
    ComputationGraph network = TestModels.network(TestModels.blueprint(settings));
    assertNull(network.getVertex("encoder1Normalised"));
    assertNull(network.getVertex("encoder1Sum"));
    assertEquals(
        options.contains("layer") ? List.of("encoder0Normalised") : List.of("encoder0"),
        inputs(network, "encoder1"));
    assertEquals(List.of("encoder1"), inputs(network, "finalState1"));
  }

  @Test
  void recurrenceThroughOutput_leavesTheEncoderItsHiddenState() {
    Settings settings =
        TestModels.encoderDecoder(
            TestModels.refined("cell=rnn recurrence=output"), Attention.GENERAL);
    NetworkSummary summary =
        NetworkSummary.of(
            TestModels.blueprint(settings), TestModels.network(TestModels.blueprint(settings)));
    assertEquals("RNN 8 -> 16", type(summary, "encoder0"));
    assertEquals("output RNN 8 -> 16", type(summary, "decoder0"));
  }

  @Test
  void recurrenceThroughOutput_inALanguageModel_knowsNothingOfEarlierTokens() {
    ComputationGraph network = languageModel("cell=rnn recurrence=output");
    INDArray one = Tensors.ids(new int[] {5, 6, 7}, 1, 3);
    INDArray other = Tensors.ids(new int[] {9, 4, 7}, 1, 3);
    float[] last = lastStep(Inference.run(network, new INDArray[] {one}, null, false));
    assertArrayEquals(
        last, lastStep(Inference.run(network, new INDArray[] {other}, null, false)), 1e-6f);
    assertThat(network.getLayer("cell0").paramTable()).doesNotContainKey("RW");
  }

  private static float[] lastStep(Inference pass) {
    float[] all = pass.probabilities_BTV();
    return java.util.Arrays.copyOfRange(all, all.length - TestModels.VOCABULARY, all.length);
  }

  @Test
  void forgetGateBias_ofTheSettings_isTheLayers() {
    SequenceLstm cell =
        (SequenceLstm) languageModel("forgetGateBias=2.5").getLayer("cell1").conf().getLayer();
    assertEquals(2.5, cell.getForgetGateBiasInit());
  }

  @Test
  void summary_ofARefinedStack_namesItsParts() {
    Settings settings =
        TestModels.languageModel(
            TestModels.refined("cell=minimal-gated residual=1 normalisation=layer"), Kernels.AUTO);
    NetworkSummary summary =
        NetworkSummary.of(
            TestModels.blueprint(settings), TestModels.network(TestModels.blueprint(settings)));
    assertEquals("minimal gated 8 -> 16", type(summary, "cell0"));
    assertEquals("normalisation 16 -> 16", type(summary, "cell0Normalised"));
    assertEquals("residual sum", type(summary, "cell1Sum"));
  }

  private static String type(NetworkSummary summary, String name) {
    return summary.layers().stream()
        .filter(line -> line.name().equals(name))
        .map(NetworkSummary.Line::type)
        .findFirst()
        .orElseThrow();
  }

  private static ComputationGraph languageModel(String options) {
    return TestModels.network(
        TestModels.blueprint(
            TestModels.languageModel(TestModels.refined(options), Kernels.REQUIRE)));
  }

  private static List<String> inputs(ComputationGraph network, String name) {
    return network.getConfiguration().getVertexInputs().get(name);
  }
}
