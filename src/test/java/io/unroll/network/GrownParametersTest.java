package io.unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.Settings;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.Sequences;
import io.unroll.tokens.Vocabulary;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

class GrownParametersTest {
  private static final int ADDED = 3;
  private static final double CLOSE = 1e-5;

  static Stream<Settings> writers() {
    return Stream.of(
        TestModels.languageModel(TestModels.stack(Cell.LSTM, 2, 16, false), Kernels.AUTO),
        TestModels.languageModel(TestModels.stack(Cell.GRU, 1, 16, true), Kernels.AUTO),
        TestModels.encoderDecoder(TestModels.stack(Cell.LSTM, 1, 16, false), Attention.ADDITIVE),
        TestModels.encoderDecoder(TestModels.stack(Cell.GRU, 1, 16, true), Attention.DOT));
  }

  private static Manifest.Side grown(Manifest.Side side) {
    return side.width() > 0
        ? side
        : new Manifest.Side(
            side.kind(),
            side.size() + ADDED,
            0,
            side.letters(),
            side.letters() == 0 ? 0 : side.characters() + ADDED);
  }

  private static NetworkBlueprint grown(Settings settings, NetworkBlueprint small) {
    return NetworkBlueprint.of(settings, grown(small.source()), grown(small.target()));
  }

  /** Probabilities, [B, V, T]. */
  private static INDArray output(
      NetworkBlueprint blueprint, float[] parameters, SequenceBatch batch) {
    ComputationGraph network = TestModels.network(blueprint);
    Parameters.apply(network, parameters);
    MultiDataSet tensors = blueprint.tensors(batch);
    return network
        .output(
            false,
            tensors.getFeatures(),
            tensors.getFeaturesMaskArrays(),
            tensors.getLabelsMaskArrays())[0];
  }

  private static float[] random(NetworkBlueprint blueprint) {
    ComputationGraph network = TestModels.network(blueprint);
    network.params().muli(3);
    float[] parameters = Parameters.of(network);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += (float) Math.sin(i) / 3;
    }
    return parameters;
  }

  private static SequenceBatch withUnknown(SequenceBatch batch, int id) {
    return new SequenceBatch(
        0, 0, replaced(batch.input(), id), replaced(batch.target(), id), batch.keys());
  }

  private static Sequences replaced(Sequences all, int id) {
    int[] ids = Arrays.stream(all.ids()).map(own -> own == 5 || own == 7 ? id : own).toArray();
    return new Sequences(all.steps(), all.width(), ids, all.values(), all.lengths());
  }

  /** All but the unknown token is as probable as before; that one shares with the new ones. */
  @ParameterizedTest
  @MethodSource("writers")
  void tokens_new_areReadAndWrittenAsTheUnknown(Settings settings) {
    NetworkBlueprint small = TestModels.blueprint(settings);
    NetworkBlueprint large = grown(settings, small);
    float[] parameters = random(small);
    float[] more = GrownParameters.of(small, parameters, large);
    SequenceBatch batch = TestModels.randomBatch(4, 3, 6);
    INDArray before = output(small, parameters, withUnknown(batch, Vocabulary.UNKNOWN));
    INDArray after = output(large, more, withUnknown(batch, TestModels.VOCABULARY + 1));
    assertEquals(before.size(1) + ADDED, after.size(1));
    for (int row = 0; row < before.size(0); row++) {
      for (int step = 0; step < batch.lengths()[row]; step++) {
        for (int id = 0; id < after.size(1); id++) {
          boolean unknown = id == Vocabulary.UNKNOWN || id >= TestModels.VOCABULARY;
          double expected =
              unknown
                  ? before.getDouble(row, Vocabulary.UNKNOWN, step) / (ADDED + 1)
                  : before.getDouble(row, id, step);
          assertEquals(expected, after.getDouble(row, id, step), CLOSE);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SequenceModel.class,
      names = {"CLASSIFIER_ATTENTION", "TAGGER_BOTH_WAYS", "TAGGER_REFINED", "TAGGER_SPELLED"})
  void labels_new_hardlyChangeTheOthers(SequenceModel model) {
    NetworkBlueprint small = model.blueprint(8);
    NetworkBlueprint large = grown(model.settings(8), small);
    float[] parameters = random(small);
    SequenceBatch batch = model.batch(3, 5, 4);
    INDArray before = output(small, parameters, batch);
    INDArray after = output(large, GrownParameters.of(small, parameters, large), batch);
    int labels = small.target().size();
    for (int label = 0; label < labels; label++) {
      for (int other = 0; other < labels; other++) {
        assertEquals(odds(before, label, other), odds(after, label, other), 1e-3);
      }
    }
    double share = after.getDouble(0, labels, 0);
    assertEquals(0.05, share, 0.05, "a new label's probability");
  }

  private static double odds(INDArray output, int label, int other) {
    return Math.log(output.getDouble(0, label, 0) / output.getDouble(0, other, 0));
  }

  @Test
  void networks_thatDifferInMore_areRefused() {
    Settings settings = TestModels.languageModel(1, TestModels.training(1, 4, 2));
    Settings deeper = TestModels.languageModel(2, TestModels.training(1, 4, 2));
    NetworkBlueprint small = TestModels.blueprint(settings);
    NetworkBlueprint large = grown(deeper, TestModels.blueprint(deeper));
    float[] parameters = random(small);
    assertThrows(
        IllegalArgumentException.class, () -> GrownParameters.of(small, parameters, large));
  }
}
