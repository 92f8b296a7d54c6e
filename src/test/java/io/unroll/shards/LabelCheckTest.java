package io.unroll.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import io.unroll.config.ModelSettings;
import io.unroll.config.SettingsLoader;
import io.unroll.config.ShardSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals of labels and batches before anything is written. */
class LabelCheckTest {
  private static final LabelCheck CHECK = new LabelCheck("corpus.labelColumn = 2");

  private static ModelSettings model(String type) {
    String text = "name = x\ncorpus { type = labelled, path = x }\nmodel.type = " + type;
    return SettingsLoader.parse(text, "x.conf", List.of()).model();
  }

  private static List<String> problems(List<String> labels, String model) {
    return assertThrows(InvalidInput.class, () -> CHECK.check(labels, model(model))).problems();
  }

  @Test
  void labels_single_areNamedWithTheirColumn() {
    assertEquals(
        List.of(
            "corpus.labelColumn = 2: must hold at least two labels for a model to tell apart, but"
                + " the training split has only \"good\""),
        problems(List.of("good"), "classifier"));
    assertDoesNotThrow(() -> CHECK.check(List.of("good"), model("none")));
    assertDoesNotThrow(() -> CHECK.check(List.of(), model("classifier")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"caf\u00e9 ", "\u00a0caf\u00e9", "cafe\u0301", "ca\u200bf\u00e9", "\tcaf\u00e9"})
  void labels_thatLookTheSame_areRefused(String other) {
    String said = problems(List.of("bad", "caf\u00e9", other), "classifier").get(0);
    assertThat(said).startsWith("corpus.labelColumn = 2: labels must differ visibly");
  }

  @Test
  void labels_thatDifferVisibly_pass() {
    assertDoesNotThrow(
        () -> CHECK.check(List.of("B-per", "B-PER", "New York", "NewYork"), model("classifier")));
  }

  @Test
  void batch_ofMoreNumbersThanAnArrayHolds_isRefused() {
    ShardSettings shards =
        SettingsLoader.parse(
                "name = x\ncorpus { type = addition }\nshards.batchSize = 32", "x.conf", List.of())
            .shards();
    assertDoesNotThrow(() -> BatchRoom.check("input", shards, 100, 1));
    InvalidInput refused =
        assertThrows(InvalidInput.class, () -> BatchRoom.check("input", shards, 100_000, 1_000));
    assertThat(refused.problems().get(0)).startsWith("shards.batchSize: a batch must have at most");
  }
}
