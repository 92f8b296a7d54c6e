package io.unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.InvalidSettings;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.config.Violation;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Settings are either refused by their own check, with the key, or make a network that trains. */
class ModelSettingsPairsTest {

  @ParameterizedTest
  @MethodSource("io.unroll.network.ModelSettingsPairs#models")
  void network_ofAcceptedSettings_isBuiltAndLearns(PairedModel model) {
    TrainingPass pass = TrainingPass.of(model, DataType.FLOAT);
    double loss = pass.run();
    INDArray gradient = pass.network().getFlattenedGradients();
    double length = gradient.norm2Number().doubleValue();
    assertTrue(length > 0 && Double.isFinite(length), "gradient of length " + length);
    // Far enough down the slope for single precision, not so far that the slope ends.
    INDArray parameters = pass.network().params();
    INDArray step = gradient.mul(0.003 * loss / (length * length));
    parameters.subi(step.reshape(parameters.shape()));
    double after = pass.run();
    assertTrue(after < loss, loss + " became " + after);
    if (model.blueprint() instanceof WritingBlueprint writing) {
      assertEquals(writing.memory().size() + 1, inputs(writing));
    }
  }

  private static int inputs(WritingBlueprint writing) {
    return new ComputationGraph(writing.decoderConfiguration()).getNumInputArrays();
  }

  @ParameterizedTest
  @ValueSource(strings = {"classifier", "tagger"})
  void network_overASingleLabel_isBuiltAndHasNothingToLearn(String type) {
    Settings settings =
        SettingsLoader.parse(
            "name = t, corpus { type = %s, path = x }, tokens.unit = word, model.type = %s"
                .formatted(type.equals("tagger") ? "tagged" : "labelled", type),
            "test",
            List.of("model.hidden=4"));
    NetworkBlueprint blueprint =
        NetworkBlueprint.of(
            settings, new Manifest.Side("words", 9, 0), new Manifest.Side("labels", 1, 0));
    int[] lengths = {2, 1};
    int[] targetLengths = type.equals("tagger") ? lengths : new int[] {1, 1};
    int targetSteps = type.equals("tagger") ? 2 : 1;
    SequenceBatch batch =
        SequenceBatch.ofIds(
            0,
            0,
            2,
            new int[] {4, 5, 6, 0},
            lengths,
            targetSteps,
            new int[2 * targetSteps],
            targetLengths,
            List.of("a", "b"));
    Scores scores = new NetworkScorer(blueprint, TestModels.network(blueprint)).score(batch);
    assertEquals(0, scores.nats());
    assertEquals(scores.tokens(), scores.correct());
  }

  @ParameterizedTest
  @EnumSource(ModelKind.class)
  void pair_thatNoModelHas_isRefusedByOneOfItsKeys(ModelKind kind) {
    List<PairwiseTable.Pair> pairs = ModelSettingsPairs.refused(kind).toList();
    assertFalse(pairs.isEmpty());
    for (PairwiseTable.Pair pair : pairs) {
      Map<String, String> row = new LinkedHashMap<>();
      ModelSettingsPairs.values(kind).forEach((key, values) -> row.put(key, values.get(0)));
      row.putAll(pair.values());
      InvalidSettings refusal =
          assertThrows(
              InvalidSettings.class, () -> new PairedModel(kind, row).settings(), pair::toString);
      assertTrue(
          refusal.violations().stream()
              .map(Violation::component)
              .anyMatch(key -> key.endsWith(pair.key()) || key.endsWith(pair.otherKey())),
          () -> pair + ": " + refusal.getMessage());
    }
  }

  @Test
  void table_ofAnyTwoKeys_hasAllPairsOfTheirValues() {
    Map<String, List<String>> values =
        Map.of("a", List.of("1", "2", "3"), "b", List.of("1", "2"), "c", List.of("1", "2", "3"));
    PairwiseTable table =
        new PairwiseTable(values, row -> !(row.get("a").equals("1") && row.get("b").equals("2")));
    assertEquals(1, table.impossible().size());
    assertEquals(Map.of("a", "1", "b", "2"), table.impossible().iterator().next().values());
    Set<String> pairs = new TreeSet<>();
    table.rows().forEach(row -> pairs.add(row.get("a") + row.get("c")));
    assertEquals(9, pairs.size());
    assertTrue(table.rows().size() <= 13, table.rows().size() + " rows");
  }
}
