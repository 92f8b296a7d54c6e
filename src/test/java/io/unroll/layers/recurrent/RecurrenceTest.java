package io.unroll.layers.recurrent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.layers.kernel.Padding;
import io.unroll.layers.kernel.PortableBlocks;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The native kernels against the portable recurrence, cell by cell. */
class RecurrenceTest {
  private static final LayerWorkspaceMgr WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

  /** Position of the padding in every other row. */
  enum Where {
    NOWHERE,
    BEHIND,
    BEFORE
  }

  @Property(tries = 120)
  void forwardAndBackward_randomShapesAndPadding_equalPortable(
      @ForAll RecurrentCell cell,
      @ForAll Where where,
      @ForAll @IntRange(min = 1, max = 6) int batch,
      @ForAll @IntRange(min = 1, max = 9) int steps,
      @ForAll @IntRange(min = 1, max = 11) int features,
      @ForAll @IntRange(min = 1, max = 19) int hidden) {
    Assume.that(where != Where.BEFORE || cell.canKeep());
    CellParameters parameters = parameters(cell, features, hidden, true);
    INDArray x = random(batch, features, steps);
    CellState initial =
        where == Where.BEFORE
            ? state(cell, batch, hidden, false)
            : state(cell, batch, hidden, true);
    INDArray mask = mask(where, batch, steps);
    Padding padding = Padding.of(mask, batch, steps);
    Recurrence.Run run = new Recurrence.Run(x, padding, initial, parameters, true, false);
    INDArray dOutput = random(batch, hidden, steps);
    Optional<INDArray> dMemory =
        cell.hasMemory() ? Optional.of(random(batch, hidden)) : Optional.empty();

    Recurrence portable = new PortableRecurrence(PortableCell.of(cell, new PortableBlocks()));
    Recurrence nativeKernel = new NativeRecurrence(cell, features, hidden);
    // A second pass must not feel the first one.
    nativeKernel.forward(run, WORKSPACES);
    nativeKernel.backward(dOutput, dMemory, parameters(cell, features, hidden, false), WORKSPACES);
    Recurrence.Pass expected = portable.forward(run, WORKSPACES);
    Recurrence.Pass actual = nativeKernel.forward(run, WORKSPACES);
    INDArray real = mask.reshape(batch, 1, steps).broadcast(batch, hidden, steps);
    assertClose(actual.output_BHT().mul(real), expected.output_BHT().mul(real));
    assertClose(actual.last(), expected.last());

    CellParameters expectedGradients = parameters(cell, features, hidden, false);
    CellParameters actualGradients = parameters(cell, features, hidden, false);
    Recurrence.Gradients expectedInput =
        portable.backward(dOutput, dMemory, expectedGradients, WORKSPACES);
    Recurrence.Gradients actualInput =
        nativeKernel.backward(dOutput, dMemory, actualGradients, WORKSPACES);
    assertClose(actualInput.input_BIT(), expectedInput.input_BIT());
    // An LSTM's memory cell goes past padding, its hidden state is made anew: the layer sees to it
    // that no state is carried into padding that stands before real steps.
    if (where != Where.BEFORE || !cell.hasMemory()) {
      assertClose(actualInput.initial(), expectedInput.initial());
    }
    assertClose(actualGradients.w_IGH(), expectedGradients.w_IGH());
    assertClose(actualGradients.r_HGH(), expectedGradients.r_HGH());
    assertClose(actualGradients.b(), expectedGradients.b());
  }

  private static CellParameters parameters(
      RecurrentCell cell, int features, int hidden, boolean random) {
    int columns = cell.gates() * hidden;
    return new CellParameters(
        matrix(features, columns, random),
        matrix(hidden, columns, random),
        matrix(1, cell.biases() * hidden, random));
  }

  private static INDArray matrix(int rows, int columns, boolean random) {
    INDArray matrix = Nd4j.create(DataType.FLOAT, new long[] {rows, columns}, 'f');
    return random ? matrix.assign(random(rows, columns)) : matrix;
  }

  private static CellState state(RecurrentCell cell, int batch, int hidden, boolean random) {
    double scale = random ? 1 : 0;
    return new CellState(
        random(batch, hidden).muli(scale),
        cell.hasMemory() ? Optional.of(random(batch, hidden).muli(scale)) : Optional.empty());
  }

  private static INDArray random(long... shape) {
    return Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
  }

  private static INDArray mask(Where where, int batch, int steps) {
    INDArray mask = Nd4j.ones(DataType.FLOAT, batch, steps);
    for (int row = 0; row < batch; row += 2) {
      for (int step = 0; step < Math.min(row + 1, steps - 1); step++) {
        if (where == Where.BEHIND) {
          mask.putScalar(row, steps - 1 - step, 0);
        } else if (where == Where.BEFORE) {
          mask.putScalar(row, step, 0);
        }
      }
    }
    return mask;
  }

  private static void assertClose(CellState actual, CellState expected) {
    assertClose(actual.hidden_BH(), expected.hidden_BH());
    expected.memory_BH().ifPresent(c -> assertClose(actual.memory_BH().orElseThrow(), c));
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    double difference = actual.sub(expected).norm2Number().doubleValue();
    double allowed = 1e-5 * Math.max(1e-2, expected.norm2Number().doubleValue());
    assertTrue(difference <= allowed, difference + " > " + allowed);
  }
}
