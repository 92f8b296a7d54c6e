package io.unroll.layers.recurrent;

import static io.unroll.layers.kernel.NativeMemory.Processor.CPU;

import io.unroll.layers.kernel.NativeMemory;
import io.unroll.layers.kernel.Padding;
import io.unroll.layers.kernel.SharedBuffers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.dnnl.stream;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A recurrent layer on whole-sequence kernels, one per shape, the latest few kept. */
final class NativeRecurrence implements Recurrence {
  private static final int KERNELS_KEPT = 16;

  private final RecurrentCell cell;
  private final int features;
  private final int hidden;
  private final NativeMemory resources = new NativeMemory();
  private final stream stream = resources.keep(new stream(CPU));
  private final SharedBuffers buffers = new SharedBuffers();
  private final GateWeights recurrentWeights;
  private final Map<Boolean, GateWeights> inputWeights = new HashMap<>();
  private final LinkedHashMap<KernelShape, RecurrentKernel> kernels =
      new LinkedHashMap<>(KERNELS_KEPT, 0.75f, true);
  private @Nullable RecurrentKernel last;

  NativeRecurrence(RecurrentCell cell, int features, int hidden) {
    this.cell = cell;
    this.features = features;
    this.hidden = hidden;
    recurrentWeights = new GateWeights(cell, hidden, false, hidden, resources, stream);
  }

  @Override
  public Pass forward(Run run, LayerWorkspaceMgr workspaces) {
    INDArray x_BIT = dense(run.x_BIT());
    int batch = (int) x_BIT.size(0);
    int steps = (int) x_BIT.size(2);
    RecurrentKernel kernel = kernel(steps, batch, needsKeepColumn(run));
    last = kernel;
    kernel.forward(x_BIT, run);
    long[] shape_TBH = {steps, batch, hidden};
    INDArray y_TBH =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, shape_TBH, 'c');
    kernel.output(y_TBH);
    CellState state = emptyState(batch);
    kernel.lastState(state.hidden_BH(), state.memory_BH());
    return new Pass(y_TBH.permute(1, 2, 0), state);
  }

  /** The hidden state after the last real step can be looked up; a memory cell has to be kept. */
  private boolean needsKeepColumn(Run run) {
    Padding padding = run.padding();
    return padding.present()
        && (!padding.onlyTrailing() || (run.stateWanted() && cell.hasMemory()));
  }

  private CellState emptyState(int batch) {
    return new CellState(
        Nd4j.createUninitializedDetached(DataType.FLOAT, batch, hidden),
        cell.hasMemory()
            ? Optional.of(Nd4j.createUninitializedDetached(DataType.FLOAT, batch, hidden))
            : Optional.empty());
  }

  @Override
  public Gradients backward(
      INDArray dOutput_BHT,
      Optional<INDArray> dLastMemory_BH,
      CellParameters receivers,
      LayerWorkspaceMgr workspaces) {
    RecurrentKernel kernel = Objects.requireNonNull(last, "no forward pass to differentiate");
    RecurrentKernelGradient gradient = kernel.gradient();
    gradient.run(dense(dOutput_BHT), dLastMemory_BH, receivers);
    long[] shape_TBI = {kernel.shape.steps(), kernel.shape.batch(), features};
    INDArray dx_TBI =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, shape_TBI, 'c');
    gradient.input(dx_TBI);
    CellState initial = emptyState(kernel.shape.batch());
    gradient.initialState(initial.hidden_BH(), initial.memory_BH());
    return new Gradients(dx_TBI.permute(1, 2, 0), initial);
  }

  private RecurrentKernel kernel(int steps, int batch, boolean keepColumn) {
    KernelShape shape = new KernelShape(steps, batch, features, keepColumn, hidden);
    RecurrentKernel kernel = kernels.get(shape);
    if (kernel == null) {
      if (kernels.size() == KERNELS_KEPT) {
        kernels.remove(kernels.keySet().iterator().next()).close();
      }
      kernel =
          new RecurrentKernel(
              cell,
              shape,
              inputWeights.computeIfAbsent(
                  keepColumn,
                  keep -> new GateWeights(cell, features, keep, hidden, resources, stream)),
              recurrentWeights,
              buffers,
              stream);
      kernels.put(shape, kernel);
    }
    return kernel;
  }

  /** Broadcast views have zero strides, which a oneDNN descriptor cannot say. */
  private static INDArray dense(INDArray array) {
    for (int axis = 0; axis < array.rank(); axis++) {
      if (array.size(axis) > 1 && array.stride(axis) <= 0) {
        return array.dup('c');
      }
    }
    return array;
  }
}
