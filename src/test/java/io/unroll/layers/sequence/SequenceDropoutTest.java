package io.unroll.layers.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SequenceDropoutTest {
  private static final LayerWorkspaceMgr WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9})
  void apply_ofOnes_keepsTheShareAndTheMean(double keep) {
    INDArray ones = Nd4j.ones(DataType.FLOAT, 100, 10, 50);
    INDArray dropped = apply(new SequenceDropout(keep), ones, 1);
    double share = dropped.gt(0).castTo(DataType.FLOAT).meanNumber().doubleValue();
    // Four standard deviations of a share of 50,000 draws.
    double tolerance = 4 * Math.sqrt(keep * (1 - keep) / ones.length());
    assertEquals(keep, share, tolerance);
    assertEquals(1, dropped.meanNumber().doubleValue(), tolerance / keep);
  }

  @Test
  void backprop_dropsWhatForwardDropped_inEveryLayout() {
    SequenceDropout dropout = new SequenceDropout(0.5);
    INDArray ones = Nd4j.ones(DataType.FLOAT, 4, 5, 6);
    INDArray forward = apply(dropout, ones, 2);
    INDArray view = Nd4j.ones(DataType.FLOAT, 6, 4, 5).permute(1, 2, 0);
    assertEquals(forward, dropout.backprop(view, view, 0, 0));
  }

  @Test
  void apply_sameSeed_dropsTheSame() {
    INDArray ones = Nd4j.ones(DataType.FLOAT, 7, 11);
    assertEquals(
        apply(new SequenceDropout(0.5), ones, 3), apply(new SequenceDropout(0.5), ones, 3));
  }

  @Test
  void apply_variational_dropsTheSameAtAllSteps() {
    SequenceDropout dropout = new SequenceDropout(0.5, true);
    INDArray dropped_TBH = apply(dropout, Nd4j.ones(DataType.FLOAT, 6, 40, 100), 4);
    for (int step = 1; step < 6; step++) {
      assertEquals(dropped_TBH.slice(0), dropped_TBH.slice(step));
    }
    double share = dropped_TBH.slice(0).gt(0).castTo(DataType.FLOAT).meanNumber().doubleValue();
    assertEquals(0.5, share, 4 * 0.5 / Math.sqrt(4000));
    INDArray gradient = Nd4j.ones(DataType.FLOAT, 6, 40, 100);
    assertEquals(dropped_TBH, dropout.backprop(gradient, gradient, 0, 0));
    assertEquals(dropout, dropout.clone());
    assertNotEquals(new SequenceDropout(0.5), dropout);
  }

  /** DL4J hands the activation itself over as the place for the result. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void apply_inPlace_leavesTheActivationAsItWas(DataType type) {
    INDArray activation = Nd4j.randn(type, 6, 4, 5);
    INDArray before = activation.dup();
    SequenceDropout dropout = new SequenceDropout(0.5);
    INDArray dropped = dropout.applyDropout(activation, activation, 0, 0, WORKSPACES);
    assertEquals(before, activation);
    assertNotEquals(before, dropped);
  }

  @Test
  void apply_inDoublePrecision_keepsItsDigits() {
    INDArray input = Nd4j.valueArrayOf(new long[] {6, 40}, 1 / 3.0, DataType.DOUBLE);
    Nd4j.getRandom().setSeed(5);
    SequenceDropout dropout = new SequenceDropout(0.75);
    INDArray dropped = dropout.applyDropout(input, input, 0, 0, WORKSPACES);
    for (double value : dropped.data().asDouble()) {
      assertTrue(value == 0 || Math.abs(value - 4 / 9.0) < 1e-15, "dropped to " + value);
    }
    assertEquals(dropped, dropout.backprop(input, input, 0, 0));
  }

  @Test
  void constructor_keepingNothing_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new SequenceDropout(0));
  }

  private static INDArray apply(SequenceDropout dropout, INDArray input, long seed) {
    Nd4j.getRandom().setSeed(seed);
    return dropout.applyDropout(input, Nd4j.create(input.shape()), 0, 0, WORKSPACES);
  }
}
