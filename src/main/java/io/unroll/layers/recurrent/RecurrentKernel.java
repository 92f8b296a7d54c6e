package io.unroll.layers.recurrent;

import static io.unroll.layers.kernel.NativeMemory.address;
import static io.unroll.layers.kernel.NativeMemory.at;
import static io.unroll.layers.kernel.NativeMemory.copyFloats;
import static org.bytedeco.dnnl.global.dnnl.*;

import io.unroll.layers.kernel.NativeMemory;
import io.unroll.layers.kernel.Padding;
import io.unroll.layers.kernel.SharedBuffers;
import io.unroll.layers.kernel.SharedBuffers.Role;
import io.unroll.layers.kernel.StridedCopy;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One recurrent layer over a whole sequence in single precision, by oneDNN.
 *
 * <p>Legend: B = batch, T = time steps, I = input size, H = hidden size.
 *
 * <p>Fixed in shape; not thread-safe. Its {@link RecurrentKernelGradient} differentiates the last
 * {@link #forward}.
 */
final class RecurrentKernel implements AutoCloseable {

  final RecurrentCell cell;
  final KernelShape shape;
  final NativeMemory resources = new NativeMemory();
  final RecurrentPrimitives primitives;
  final RecurrentPrimitives.Prepared forward;
  final GateWeights inputWeights;
  final GateWeights recurrentWeights;
  final memory x_TBI;
  final memory y_TBH;
  final memory h0_BH;
  final @Nullable memory c0_BH;
  final memory hT_BH;
  final @Nullable memory cT_BH;
  final memory bias;
  final memory workspace;
  final stream stream;
  final SharedBuffers buffers;

  private final SharedBuffers.Lease lease;
  private final GateWeights.Packed packedW;
  private final GateWeights.Packed packedR;
  private final IntMemoryMap arguments;
  private final StridedCopy inputCopy;
  private final StridedCopy stateCopy;
  private Padding padding = Padding.none();
  private @Nullable RecurrentKernelGradient gradient;

  RecurrentKernel(
      RecurrentCell cell,
      KernelShape shape,
      GateWeights inputWeights,
      GateWeights recurrentWeights,
      SharedBuffers buffers,
      stream stream) {
    this.cell = cell;
    this.shape = shape;
    this.inputWeights = inputWeights;
    this.recurrentWeights = recurrentWeights;
    this.buffers = buffers;
    this.stream = stream;
    lease = buffers.new Lease(resources);
    primitives = new RecurrentPrimitives(cell, shape, resources);
    forward = primitives.forward();
    x_TBI = lease.allocate(Role.INPUT, primitives.x);
    y_TBH = lease.allocate(Role.OUTPUT, primitives.y);
    h0_BH = resources.allocate(primitives.state);
    hT_BH = resources.allocate(primitives.state);
    c0_BH = cell.hasMemory() ? resources.allocate(primitives.state) : null;
    cT_BH = cell.hasMemory() ? resources.allocate(primitives.state) : null;
    bias = resources.allocate(primitives.bias);
    var description = forward.description();
    packedW = inputWeights.values(resources.keep(description.weights_layer_desc()));
    packedR = recurrentWeights.values(resources.keep(description.weights_iter_desc()));
    workspace = lease.allocate(Role.WORKSPACE, resources.keep(description.workspace_desc()));
    arguments = resources.arguments();
    bind(arguments);
    NativeMemory.bind(arguments, DNNL_ARG_WEIGHTS_LAYER, packedW.buffer);
    NativeMemory.bind(arguments, DNNL_ARG_WEIGHTS_ITER, packedR.buffer);
    NativeMemory.bind(
        arguments,
        DNNL_ARG_SCRATCHPAD,
        lease.allocate(Role.SCRATCHPAD, resources.keep(description.scratchpad_desc())));
    inputCopy = new StridedCopy(resources, stream, shape.steps(), shape.batch(), shape.features());
    stateCopy = new StridedCopy(resources, stream, shape.batch(), shape.hidden());
  }

  /** The arguments that the forward and the backward primitive have in common. */
  void bind(IntMemoryMap target) {
    NativeMemory.bind(target, DNNL_ARG_SRC_LAYER, x_TBI);
    NativeMemory.bind(target, DNNL_ARG_SRC_ITER, h0_BH);
    NativeMemory.bind(target, DNNL_ARG_BIAS, bias);
    NativeMemory.bind(target, DNNL_ARG_DST_LAYER, y_TBH);
    NativeMemory.bind(target, DNNL_ARG_DST_ITER, hT_BH);
    NativeMemory.bind(target, DNNL_ARG_WORKSPACE, workspace);
    if (c0_BH != null && cT_BH != null) {
      NativeMemory.bind(target, DNNL_ARG_SRC_ITER_C, c0_BH);
      NativeMemory.bind(target, DNNL_ARG_DST_ITER_C, cT_BH);
    }
  }

  /**
   * Runs the cell over all steps from the given state.
   *
   * @param x_BIT the run's input without strides of zero
   */
  void forward(INDArray x_BIT, Recurrence.Run run) {
    CellParameters parameters = run.parameters();
    CellState initial = run.initial();
    padding = run.padding();
    lease.take();
    inputWeights.load(parameters.w_IGH(), run.parametersFixed());
    recurrentWeights.load(parameters.r_HGH(), run.parametersFixed());
    loadBias(parameters.b());
    packedW.refresh();
    packedR.refresh();
    readInput(x_BIT);
    readState(initial.hidden_BH(), h0_BH);
    if (c0_BH != null) {
      readState(initial.memory_BH().orElseThrow(), c0_BH);
    }
    forward.primitive().execute(stream, arguments);
    stream._wait();
    Reference.reachabilityFence(x_BIT);
    Reference.reachabilityFence(initial);
    Reference.reachabilityFence(parameters);
  }

  private void loadBias(INDArray b) {
    long hidden = shape.hidden();
    for (int slot = 0; slot < cell.biases(); slot++) {
      copyFloats(
          at(address(bias), slot * hidden), at(address(b), cell.biasBlock(slot) * hidden), hidden);
    }
  }

  private void readInput(INDArray x_BIT) {
    long width = shape.inputSize();
    inputCopy.run(
        address(x_BIT),
        new long[] {x_BIT.stride(2), x_BIT.stride(0), x_BIT.stride(1)},
        address(x_TBI),
        new long[] {shape.batch() * width, width, 1});
    if (shape.keepColumn()) {
      FloatBuffer inputValues = NativeMemory.floats(x_TBI);
      for (int step = 0; step < shape.steps(); step++) {
        for (int row = 0; row < shape.batch(); row++) {
          int place = (step * shape.batch() + row) * shape.inputSize() + shape.features();
          inputValues.put(place, padding.at(row, step) ? 1 : 0);
        }
      }
    }
  }

  private void readState(INDArray state_BH, memory buffer) {
    stateCopy.run(
        address(state_BH),
        new long[] {state_BH.stride(0), state_BH.stride(1)},
        address(buffer),
        new long[] {shape.hidden(), 1});
  }

  /** Copies the hidden states to a dense 'c' array [T, B, H]. */
  void output(INDArray y) {
    copyFloats(address(y), address(y_TBH), y.length());
  }

  /**
   * Copies the state after each row's last real step to dense 'c' arrays [B, H].
   *
   * <p>The memory cell is that after the last step: with padding it is the right one only where the
   * kernel has a keep column.
   */
  void lastState(INDArray h_BH, Optional<INDArray> c_BH) {
    long hidden = shape.hidden();
    for (int row = 0; row < shape.batch(); row++) {
      int step = padding.lastReal(row, shape.steps());
      long from =
          step < 0
              ? at(address(h0_BH), row * hidden)
              : at(address(y_TBH), ((long) step * shape.batch() + row) * hidden);
      copyFloats(at(address(h_BH), row * hidden), from, hidden);
    }
    if (cT_BH != null) {
      copyFloats(address(c_BH.orElseThrow()), address(cT_BH), shape.batch() * hidden);
    }
  }

  /** Returns the derivative of the last {@link #forward}. */
  RecurrentKernelGradient gradient() {
    if (gradient == null) {
      gradient = new RecurrentKernelGradient(this);
    }
    return gradient;
  }

  /** Padding of the last {@link #forward}. */
  Padding padding() {
    return padding;
  }

  @Override
  public void close() {
    resources.close();
  }
}
