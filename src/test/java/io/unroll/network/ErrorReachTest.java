package io.unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.ModelSettings.Initialisation;
import io.unroll.config.ModelSettings.Stack;
import org.junit.jupiter.api.Test;

class ErrorReachTest {

  @Test
  void norms_ofATanhCell_vanish() {
    double[] norms = norms(Cell.RNN, Initialisation.XAVIER);
    assertEquals(1, norms[0], 1e-9);
    assertTrue(norms[29] < 0.05 && norms[29] > 0, "after 29 steps " + norms[29]);
  }

  @Test
  void norms_ofAnOrthogonalReluCell_reachFurtherThanATanhCells() {
    double tanh = norms(Cell.RNN, Initialisation.XAVIER)[29];
    double relu = norms(Cell.RNN_RELU, Initialisation.ORTHOGONAL)[29];
    assertTrue(relu < 10 && relu > 0, "after 29 steps " + relu);
    assertTrue(norms(Cell.LSTM, Initialisation.XAVIER)[29] > 0);
    assertTrue(tanh > 0);
  }

  @Test
  void norms_twice_areTheSame() {
    assertEquals(
        norms(Cell.GRU, Initialisation.XAVIER)[20], norms(Cell.GRU, Initialisation.XAVIER)[20]);
  }

  private static double[] norms(Cell cell, Initialisation initialisation) {
    return new ErrorReach(new Stack(cell, 1, 24, 24, false, 0, initialisation), 30, 4, 3).norms();
  }
}
