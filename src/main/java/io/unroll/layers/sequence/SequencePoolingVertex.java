package io.unroll.layers.sequence;

import io.unroll.layers.kernel.Elements;
import io.unroll.layers.kernel.Padding;
import java.util.Objects;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running form of {@link SequencePooling}. */
final class SequencePoolingVertex extends RunningSequenceVertex {
  private static final int NOWHERE = -1;

  private final SequencePooling.Kind kind;
  private int @Nullable [] largest_BX;

  SequencePoolingVertex(
      SequencePooling.Kind kind, ComputationGraph graph, String name, int index, DataType type) {
    super(SequencePooling.class, graph, name, index, type);
    this.kind = kind;
  }

  @Override
  @Nullable INDArray outputMask(@Nullable INDArray mask) {
    return null;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    Padding padding = padding(inputs[0]);
    INDArray x_TBX = dense(inputs[0]);
    int steps = (int) x_TBX.size(0);
    int batch = (int) x_TBX.size(1);
    int size = (int) x_TBX.size(2);
    INDArray y_1BX = zeros(ArrayType.ACTIVATIONS, workspaces, 1, batch, size);
    Elements x = Elements.of(x_TBX);
    Elements y = Elements.of(y_1BX);
    int[] largest = new int[batch * size];
    java.util.Arrays.fill(largest, NOWHERE);
    for (int row = 0; row < batch; row++) {
      double share = 1.0 / realSteps(padding, row, steps);
      int last = padding.lastReal(row, steps);
      for (int step = 0; step <= last; step++) {
        if (padding.at(row, step) || (kind == SequencePooling.Kind.LAST && step < last)) {
          continue;
        }
        for (int i = 0; i < size; i++) {
          int to = row * size + i;
          double value = x.get((step * batch + row) * size + i);
          switch (kind) {
            case LAST -> y.put(to, value);
            case MEAN -> y.put(to, y.get(to) + value * share);
            case MAX -> {
              if (largest[to] == NOWHERE || value > y.get(to)) {
                largest[to] = step;
                y.put(to, value);
              }
            }
          }
        }
      }
    }
    largest_BX = largest;
    x.keep();
    return y_1BX.permute(1, 2, 0);
  }

  private static int realSteps(Padding padding, int row, int steps) {
    int real = 0;
    for (int step = 0; step < steps; step++) {
      if (!padding.at(row, step)) {
        real++;
      }
    }
    return real;
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    Padding padding = padding(inputs[0]);
    int steps = (int) inputs[0].size(2);
    int batch = (int) inputs[0].size(0);
    int size = (int) inputs[0].size(1);
    int[] largest = Objects.requireNonNull(largest_BX, "no forward pass to differentiate");
    INDArray dx_TBX = zeros(ArrayType.ACTIVATION_GRAD, workspaces, steps, batch, size);
    Elements dy = Elements.of(dense(epsilon));
    Elements dx = Elements.of(dx_TBX);
    for (int row = 0; row < batch; row++) {
      double share = 1.0 / realSteps(padding, row, steps);
      int last = padding.lastReal(row, steps);
      for (int step = 0; step <= last; step++) {
        for (int i = 0; i < size && !padding.at(row, step); i++) {
          int from = row * size + i;
          double factor =
              switch (kind) {
                case LAST -> step == last ? 1 : 0;
                case MEAN -> share;
                case MAX -> step == largest[from] ? 1 : 0;
              };
          dx.put((step * batch + row) * size + i, factor * dy.get(from));
        }
      }
    }
    dy.keep();
    return new Pair<>(null, new INDArray[] {dx_TBX.permute(1, 2, 0)});
  }
}
