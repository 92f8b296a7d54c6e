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
import java.util.Optional;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Backpropagation through time of a {@link RecurrentKernel}, whose buffers it shares.
 *
 * <p>Legend: B = batch, T = time steps, I = input size, H = hidden size; d = gradient of the loss.
 */
final class RecurrentKernelGradient {
  private final RecurrentKernel kernel;
  private final KernelShape shape;
  private final RecurrentPrimitives.Prepared backward;
  private final GateWeights.Packed packedW;
  private final GateWeights.Packed packedR;
  private final GateWeights.Packed dPackedW;
  private final GateWeights.Packed dPackedR;
  private final memory dBias;
  private final memory dx_TBI;
  private final memory dy_TBH;
  private final memory dh0_BH;
  private final memory dhT_BH;
  private final @Nullable memory dc0_BH;
  private final @Nullable memory dcT_BH;
  private final SharedBuffers.Lease lease;
  private final IntMemoryMap arguments;
  private final StridedCopy outputCopy;
  private final StridedCopy inputCopy;

  RecurrentKernelGradient(RecurrentKernel kernel) {
    this.kernel = kernel;
    this.shape = kernel.shape;
    NativeMemory resources = kernel.resources;
    RecurrentPrimitives p = kernel.primitives;
    backward = p.backward(kernel.forward);
    var description = backward.description();
    packedW = kernel.inputWeights.values(resources.keep(description.weights_layer_desc()));
    packedR = kernel.recurrentWeights.values(resources.keep(description.weights_iter_desc()));
    dPackedW = kernel.inputWeights.gradient(resources.keep(description.diff_weights_layer_desc()));
    dPackedR =
        kernel.recurrentWeights.gradient(resources.keep(description.diff_weights_iter_desc()));
    dBias = resources.allocate(p.bias);
    lease = kernel.buffers.new Lease(resources);
    dx_TBI = lease.allocate(Role.INPUT_GRADIENT, p.x);
    dy_TBH = lease.allocate(Role.OUTPUT_GRADIENT, p.y);
    dh0_BH = resources.allocate(p.state);
    dhT_BH = resources.allocate(p.state);
    dc0_BH = kernel.cell.hasMemory() ? resources.allocate(p.state) : null;
    dcT_BH = kernel.cell.hasMemory() ? resources.allocate(p.state) : null;
    // The last hidden state's gradient comes with that of the outputs.
    NativeMemory.zero(dhT_BH);
    arguments = resources.arguments();
    kernel.bind(arguments);
    bindGradients(lease.allocate(Role.SCRATCHPAD, resources.keep(description.scratchpad_desc())));
    outputCopy =
        new StridedCopy(resources, kernel.stream, shape.steps(), shape.batch(), shape.hidden());
    inputCopy =
        new StridedCopy(resources, kernel.stream, shape.steps(), shape.batch(), shape.features());
  }

  private void bindGradients(memory scratchpad) {
    NativeMemory.bind(arguments, DNNL_ARG_WEIGHTS_LAYER, packedW.buffer);
    NativeMemory.bind(arguments, DNNL_ARG_WEIGHTS_ITER, packedR.buffer);
    NativeMemory.bind(arguments, DNNL_ARG_SCRATCHPAD, scratchpad);
    NativeMemory.bind(arguments, DNNL_ARG_DIFF_SRC_LAYER, dx_TBI);
    NativeMemory.bind(arguments, DNNL_ARG_DIFF_SRC_ITER, dh0_BH);
    NativeMemory.bind(arguments, DNNL_ARG_DIFF_WEIGHTS_LAYER, dPackedW.buffer);
    NativeMemory.bind(arguments, DNNL_ARG_DIFF_WEIGHTS_ITER, dPackedR.buffer);
    NativeMemory.bind(arguments, DNNL_ARG_DIFF_BIAS, dBias);
    NativeMemory.bind(arguments, DNNL_ARG_DIFF_DST_LAYER, dy_TBH);
    NativeMemory.bind(arguments, DNNL_ARG_DIFF_DST_ITER, dhT_BH);
    if (dc0_BH != null && dcT_BH != null) {
      NativeMemory.bind(arguments, DNNL_ARG_DIFF_SRC_ITER_C, dc0_BH);
      NativeMemory.bind(arguments, DNNL_ARG_DIFF_DST_ITER_C, dcT_BH);
    }
  }

  /**
   * Differentiates the kernel's last forward pass.
   *
   * @param dOutput_BHT gradient by every hidden state; counts as zero on padding
   * @param dLastMemory_BH gradient by the last memory cell, dense 'c'
   * @param receivers overwritten with the gradients of the parameters
   */
  void run(INDArray dOutput_BHT, Optional<INDArray> dLastMemory_BH, CellParameters receivers) {
    lease.take();
    outputCopy.run(
        address(dOutput_BHT),
        new long[] {dOutput_BHT.stride(2), dOutput_BHT.stride(0), dOutput_BHT.stride(1)},
        address(dy_TBH),
        new long[] {(long) shape.batch() * shape.hidden(), shape.hidden(), 1});
    clearPadding();
    if (dcT_BH != null) {
      NativeMemory.zero(dcT_BH);
      long count = (long) shape.batch() * shape.hidden();
      dLastMemory_BH.ifPresent(dc -> copyFloats(address(dcT_BH), address(dc), count));
    }
    packedW.refresh();
    packedR.refresh();
    // oneDNN adds to the weight gradients it finds.
    NativeMemory.zero(dPackedW.buffer);
    NativeMemory.zero(dPackedR.buffer);
    NativeMemory.zero(dBias);
    backward.primitive().execute(kernel.stream, arguments);
    kernel.stream._wait();
    kernel.inputWeights.store(dPackedW, receivers.w_IGH());
    kernel.recurrentWeights.store(dPackedR, receivers.r_HGH());
    storeBias(receivers.b());
    Reference.reachabilityFence(dOutput_BHT);
    Reference.reachabilityFence(dLastMemory_BH);
    Reference.reachabilityFence(receivers);
  }

  private void clearPadding() {
    Padding padding = kernel.padding();
    if (!padding.present()) {
      return;
    }
    long hidden = shape.hidden();
    for (int step = 0; step < shape.steps(); step++) {
      for (int row = 0; row < shape.batch(); row++) {
        if (padding.at(row, step)) {
          long place = ((long) step * shape.batch() + row) * hidden;
          NativeMemory.zero(at(address(dy_TBH), place), hidden);
        }
      }
    }
  }

  private void storeBias(INDArray b) {
    long hidden = shape.hidden();
    for (int slot = 0; slot < kernel.cell.biases(); slot++) {
      copyFloats(
          at(address(b), kernel.cell.biasBlock(slot) * hidden),
          at(address(dBias), slot * hidden),
          hidden);
    }
  }

  /** Copies the gradient by the input to a dense 'c' array [T, B, I]. */
  void input(INDArray dx) {
    long width = shape.inputSize();
    inputCopy.run(
        address(dx_TBI),
        new long[] {shape.batch() * width, width, 1},
        address(dx),
        new long[] {(long) shape.batch() * shape.features(), shape.features(), 1});
  }

  /** Copies the gradient by the initial state to dense 'c' arrays [B, H]. */
  void initialState(INDArray dh_BH, Optional<INDArray> dc_BH) {
    long count = (long) shape.batch() * shape.hidden();
    copyFloats(address(dh_BH), address(dh0_BH), count);
    if (dc0_BH != null) {
      copyFloats(address(dc_BH.orElseThrow()), address(dc0_BH), count);
    }
  }
}
