package io.unroll.layers.sequence;

import io.unroll.layers.kernel.Elements;
import io.unroll.layers.kernel.NativeMemory;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running form of {@link SequenceJoin}; the first input says how many rows and steps. */
final class SequenceJoinVertex extends RunningSequenceVertex {

  SequenceJoinVertex(ComputationGraph graph, String name, int index, DataType type) {
    super(SequenceJoin.class, graph, name, index, type);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    int batch = (int) inputs[0].size(0);
    int steps = (int) inputs[0].size(2);
    long width = Arrays.stream(inputs).mapToLong(input -> input.size(1)).sum();
    INDArray y_TBX =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {steps, batch, width}, 'c');
    long column = 0;
    for (INDArray input : inputs) {
      INDArray from = flat(input);
      long size = input.size(1);
      Rows rows = Rows.of(input, batch, steps);
      for (int step = 0; step < steps; step++) {
        for (int row = 0; row < batch; row++) {
          long place = (long) step * batch + row;
          NativeMemory.copy(from, rows.at(step, row) * size, y_TBX, place * width + column, size);
        }
      }
      column += size;
      Reference.reachabilityFence(from);
    }
    return y_TBX.permute(1, 2, 0);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    INDArray dy_TBX = dense(epsilon);
    INDArray[] gradients = new INDArray[inputs.length];
    long column = 0;
    for (int i = 0; i < inputs.length; i++) {
      gradients[i] = gradient(inputs[i], dy_TBX, column, workspaces);
      column += inputs[i].size(1);
    }
    return new Pair<>(null, gradients);
  }

  private INDArray gradient(
      INDArray input, INDArray dy_TBX, long column, LayerWorkspaceMgr workspaces) {
    int steps = (int) dy_TBX.size(0);
    int batch = (int) dy_TBX.size(1);
    long size = input.size(1);
    long width = dy_TBX.size(2);
    Rows rows = Rows.of(input, batch, steps);
    INDArray dx = zeros(ArrayType.ACTIVATION_GRAD, workspaces, rows.steps(), rows.batch(), size);
    Elements from = Elements.of(dy_TBX);
    Elements to = Elements.of(dx);
    for (int step = 0; step < steps; step++) {
      for (int row = 0; row < batch; row++) {
        int read = (int) (((long) step * batch + row) * width + column);
        int written = (int) (rows.at(step, row) * size);
        for (int i = 0; i < size; i++) {
          to.put(written + i, to.get(written + i) + from.get(read + i));
        }
      }
    }
    from.keep();
    return input.rank() == 2 ? dx.reshape(batch, size) : dx.permute(1, 2, 0);
  }

  private INDArray flat(INDArray input) {
    if (input.rank() == 3) {
      return dense(input);
    }
    INDArray typed = input.castTo(dataType);
    return NativeMemory.isDense(typed) ? typed : typed.dup('c');
  }

  /** Which row of an input, as it lies in memory, stands at a step of a row. */
  private record Rows(Kind kind, int batch, int steps, int ownSteps) {
    private enum Kind {
      ALIGNED,
      REPEATED,
      FOLDED
    }

    static Rows of(INDArray input, int batch, int steps) {
      if (input.rank() == 2) {
        return new Rows(Kind.REPEATED, batch, 1, steps);
      }
      if (input.size(0) == batch && input.size(2) == steps) {
        return new Rows(Kind.ALIGNED, batch, steps, steps);
      }
      if (input.size(0) == (long) batch * steps && input.size(2) == 1) {
        return new Rows(Kind.FOLDED, batch * steps, 1, steps);
      }
      throw new IllegalArgumentException(
          "to stand beside [%s, X, %s] an input must have its rows and steps, got %s"
              .formatted(batch, steps, Arrays.toString(input.shape())));
    }

    long at(int step, int row) {
      return switch (kind) {
        case ALIGNED -> (long) step * batch + row;
        case REPEATED -> row;
        case FOLDED -> (long) row * ownSteps + step;
      };
    }
  }
}
