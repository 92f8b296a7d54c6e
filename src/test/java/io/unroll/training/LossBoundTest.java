package io.unroll.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LossBoundTest {
  private static final LossBound BOUND = new LossBound(20, 30);

  @Test
  void check_bothLossesBeyond_hasDiverged() {
    TrainingDiverged diverged =
        assertThrows(TrainingDiverged.class, () -> BOUND.check(epoch(1e30, 31)));
    assertThat(diverged.getMessage()).contains("training.learningRate");
  }

  @Test
  void check_notANumber_hasDiverged() {
    assertThrows(TrainingDiverged.class, () -> BOUND.check(epoch(1, Double.NaN)));
    assertThrows(TrainingDiverged.class, () -> BOUND.check(epoch(Double.POSITIVE_INFINITY, 1)));
  }

  @Test
  void check_oneLossBeyond_goesOn() {
    assertDoesNotThrow(() -> BOUND.check(epoch(0.01, 1e6)));
    assertDoesNotThrow(() -> BOUND.check(epoch(1e6, 29)));
  }

  @Test
  void checkBest_validationBeyond_keepsNoModel() {
    List<EpochSummary> epochs = List.of(epoch(0.01, 31), epoch(0.01, 33));
    assertThrows(TrainingDiverged.class, () -> BOUND.checkBest(epochs, 1));
    assertDoesNotThrow(() -> BOUND.checkBest(List.of(epoch(1e6, 29)), 1));
  }

  private static EpochSummary epoch(double trainNats, double validNats) {
    return new EpochSummary(
        1,
        trainNats,
        new EpochSummary.Valid(validNats, 0.5, null),
        100,
        2,
        0.01,
        0,
        3,
        List.of(trainNats),
        new TreeMap<>());
  }
}
