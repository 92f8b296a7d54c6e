package io.unroll.layers;

import static io.unroll.layers.NativeMemory.CPU;
import static io.unroll.layers.NativeMemory.address;
import static io.unroll.layers.NativeMemory.copyFloats;
import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.lstm_backward;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One LSTM layer over a whole sequence in single precision, by oneDNN.
 *
 * <p>Legend: B = batch, T = time steps, I = input size, H = hidden size; {@code x_BIT} is a DL4J
 * activation array of any strides. Parameters are in DL4J's layout: {@code W_I4H}, {@code R_H4H} in
 * 'f' order, {@code b_4H}, column blocks [candidate, forget, output, input].
 *
 * <p>Hochreiter &amp; Schmidhuber (1997) with the forget gate of Gers et al. (2000); no peepholes:
 *
 * <pre>
 *   i, f, o = sigmoid(x W + h R + b),  g = tanh(x W + h R + b)
 *   c' = f c + i g,  h' = o tanh(c')
 * </pre>
 *
 * <p>Fixed in shape; not thread-safe. {@link #backward} differentiates the last {@link #forward}.
 */
final class LstmKernel implements AutoCloseable {

  /** oneDNN's gate slots [i, f, c~, o] are these column blocks of DL4J. */
  private static final int[] DL4J_BLOCK = {3, 1, 0, 2};

  private static final int GATES = 4;

  private final int steps;
  private final int batch;
  private final int inputSize;
  private final int hidden;

  private final NativeMemory resources = new NativeMemory();
  private final stream stream = resources.keep(new stream(CPU));
  private final Map<String, Copy> copies = new HashMap<>();

  private final memory x_TBI;
  private final memory y_TBH;
  private final memory h0_BH;
  private final memory c0_BH;
  private final memory hT_BH;
  private final memory cT_BH;
  private final memory bias;
  private final memory plainW;
  private final memory plainR;
  private final memory packedW;
  private final memory packedR;
  private final lstm_forward forward;
  private final IntMemoryMap forwardArguments;
  private final Backward backward;

  /** A strided copy between an outside array and a buffer of ours. */
  private record Copy(memory outside, reorder reorder, IntMemoryMap arguments) {}

  /** What only training needs; absent fields would otherwise be null in an inference kernel. */
  private record Backward(
      lstm_backward primitive,
      IntMemoryMap arguments,
      memory packedW,
      memory packedR,
      memory dPackedW,
      memory dPackedR,
      memory dPlainW,
      memory dPlainR,
      memory dBias,
      memory dx_TBI,
      memory dy_TBH) {}

  LstmKernel(int steps, int batch, int inputSize, int hidden) {
    this.steps = steps;
    this.batch = batch;
    this.inputSize = inputSize;
    this.hidden = hidden;
    Shapes s = new Shapes();
    primitive_attr attributes = resources.keep(new primitive_attr());
    attributes.set_scratchpad_mode(scratchpad_mode.user);
    lstm_forward.primitive_desc description = describeForward(s, attributes);
    forward = resources.keep(new lstm_forward(description));
    x_TBI = resources.allocate(s.x);
    y_TBH = resources.allocate(s.y);
    h0_BH = resources.allocate(s.state);
    c0_BH = resources.allocate(s.state);
    hT_BH = resources.allocate(s.state);
    cT_BH = resources.allocate(s.state);
    bias = resources.allocate(s.bias);
    plainW = resources.allocate(s.plainW);
    plainR = resources.allocate(s.plainR);
    packedW = resources.allocate(resources.keep(description.weights_layer_desc()));
    packedR = resources.allocate(resources.keep(description.weights_iter_desc()));
    memory workspace = resources.allocate(resources.keep(description.workspace_desc()));
    memory scratchpad = resources.allocate(resources.keep(description.scratchpad_desc()));
    forwardArguments =
        resources.arguments(
            DNNL_ARG_SRC_LAYER, x_TBI,
            DNNL_ARG_SRC_ITER, h0_BH,
            DNNL_ARG_SRC_ITER_C, c0_BH,
            DNNL_ARG_WEIGHTS_LAYER, packedW,
            DNNL_ARG_WEIGHTS_ITER, packedR,
            DNNL_ARG_BIAS, bias,
            DNNL_ARG_DST_LAYER, y_TBH,
            DNNL_ARG_DST_ITER, hT_BH,
            DNNL_ARG_DST_ITER_C, cT_BH,
            DNNL_ARG_WORKSPACE, workspace,
            DNNL_ARG_SCRATCHPAD, scratchpad);
    backward = prepareBackward(s, attributes, description, workspace);
  }

  private final class Shapes {
    final memory.desc x = resources.dense(memory.format_tag.tnc, steps, batch, inputSize);
    final memory.desc y = resources.dense(memory.format_tag.tnc, steps, batch, hidden);
    final memory.desc state = resources.dense(memory.format_tag.ldnc, 1, 1, batch, hidden);
    final memory.desc bias = resources.dense(memory.format_tag.ldgo, 1, 1, GATES, hidden);
    final memory.desc anyW = resources.dense(memory.format_tag.any, 1, 1, inputSize, GATES, hidden);
    final memory.desc anyR = resources.dense(memory.format_tag.any, 1, 1, hidden, GATES, hidden);
    final memory.desc plainW =
        resources.dense(memory.format_tag.ldgoi, 1, 1, inputSize, GATES, hidden);
    final memory.desc plainR =
        resources.dense(memory.format_tag.ldgoi, 1, 1, hidden, GATES, hidden);
  }

  private lstm_forward.primitive_desc describeForward(Shapes s, primitive_attr attributes) {
    lstm_forward.desc operation =
        resources.keep(
            new lstm_forward.desc(
                prop_kind.forward_training,
                rnn_direction.unidirectional_left2right,
                s.x,
                s.state,
                s.state,
                s.anyW,
                s.anyR,
                s.bias,
                s.y,
                s.state,
                s.state,
                rnn_flags.undef));
    return resources.keep(new lstm_forward.primitive_desc(operation, attributes, CPU));
  }

  private Backward prepareBackward(
      Shapes s, primitive_attr attributes, lstm_forward.primitive_desc hint, memory workspace) {
    lstm_backward.desc operation =
        resources.keep(
            new lstm_backward.desc(
                prop_kind.backward,
                rnn_direction.unidirectional_left2right,
                s.x,
                s.state,
                s.state,
                s.anyW,
                s.anyR,
                s.bias,
                s.y,
                s.state,
                s.state,
                s.x,
                s.state,
                s.state,
                s.anyW,
                s.anyR,
                s.bias,
                s.y,
                s.state,
                s.state,
                rnn_flags.undef));
    lstm_backward.primitive_desc description =
        resources.keep(new lstm_backward.primitive_desc(operation, attributes, CPU, hint));
    memory w = resources.allocate(resources.keep(description.weights_layer_desc()));
    memory r = resources.allocate(resources.keep(description.weights_iter_desc()));
    memory dW = resources.allocate(resources.keep(description.diff_weights_layer_desc()));
    memory dR = resources.allocate(resources.keep(description.diff_weights_iter_desc()));
    memory dBias = resources.allocate(s.bias);
    memory dx = resources.allocate(s.x);
    memory dy = resources.allocate(s.y);
    memory dhT = resources.allocate(s.state);
    memory dcT = resources.allocate(s.state);
    NativeMemory.zero(dhT);
    NativeMemory.zero(dcT);
    IntMemoryMap arguments =
        resources.arguments(
            DNNL_ARG_SRC_LAYER, x_TBI,
            DNNL_ARG_SRC_ITER, h0_BH,
            DNNL_ARG_SRC_ITER_C, c0_BH,
            DNNL_ARG_WEIGHTS_LAYER, w,
            DNNL_ARG_WEIGHTS_ITER, r,
            DNNL_ARG_BIAS, bias,
            DNNL_ARG_DST_LAYER, y_TBH,
            DNNL_ARG_DST_ITER, hT_BH,
            DNNL_ARG_DST_ITER_C, cT_BH,
            DNNL_ARG_WORKSPACE, workspace,
            DNNL_ARG_SCRATCHPAD, resources.allocate(resources.keep(description.scratchpad_desc())),
            DNNL_ARG_DIFF_SRC_LAYER, dx,
            DNNL_ARG_DIFF_SRC_ITER, resources.allocate(s.state),
            DNNL_ARG_DIFF_SRC_ITER_C, resources.allocate(s.state),
            DNNL_ARG_DIFF_WEIGHTS_LAYER, dW,
            DNNL_ARG_DIFF_WEIGHTS_ITER, dR,
            DNNL_ARG_DIFF_BIAS, dBias,
            DNNL_ARG_DIFF_DST_LAYER, dy,
            DNNL_ARG_DIFF_DST_ITER, dhT,
            DNNL_ARG_DIFF_DST_ITER_C, dcT);
    return new Backward(
        resources.keep(new lstm_backward(description)),
        arguments,
        w,
        r,
        dW,
        dR,
        resources.allocate(s.plainW),
        resources.allocate(s.plainR),
        dBias,
        dx,
        dy);
  }

  /** Takes over the parameters; call again whenever they have changed. */
  void load(INDArray w_I4H, INDArray r_H4H, INDArray b_4H) {
    long w = address(w_I4H);
    long r = address(r_H4H);
    long b = address(b_4H);
    long block = (long) inputSize * hidden;
    long square = (long) hidden * hidden;
    for (int gate = 0; gate < GATES; gate++) {
      int from = DL4J_BLOCK[gate];
      copyFloats(at(address(plainW), gate * block), at(w, from * block), block);
      copyFloats(at(address(plainR), gate * square), at(r, from * square), square);
      copyFloats(at(address(bias), (long) gate * hidden), at(b, (long) from * hidden), hidden);
    }
    between("W", plainW, packedW);
    between("R", plainR, packedR);
  }

  /** Runs the cell over all steps from the given state. */
  void forward(INDArray x_BIT, INDArray h0, INDArray c0) {
    sequenceIn("x", x_BIT, x_TBI, inputSize);
    stateIn("h0", h0, h0_BH);
    stateIn("c0", c0, c0_BH);
    forward.execute(stream, forwardArguments);
    stream._wait();
  }

  /** Copies the hidden states to {@code y_TBH}, a dense 'c' array [T, B, H]. */
  void output(INDArray y) {
    copyFloats(address(y), address(y_TBH), (long) steps * batch * hidden);
  }

  /** Copies the last hidden state and memory cell to dense 'c' arrays [B, H]. */
  void lastState(INDArray h, INDArray c) {
    copyFloats(address(h), address(hT_BH), (long) batch * hidden);
    copyFloats(address(c), address(cT_BH), (long) batch * hidden);
  }

  /**
   * Differentiates the last forward pass.
   *
   * @param dy_BHT gradient of the loss by every hidden state
   * @param dW_I4H receives the gradient of the input weights; likewise the two others
   */
  void backward(INDArray dy_BHT, INDArray dW_I4H, INDArray dR_H4H, INDArray db_4H) {
    sequenceIn("dy", dy_BHT, backward.dy_TBH, hidden);
    between("backward W", plainW, backward.packedW);
    between("backward R", plainR, backward.packedR);
    // oneDNN adds to the weight gradients it finds.
    NativeMemory.zero(backward.dPackedW);
    NativeMemory.zero(backward.dPackedR);
    NativeMemory.zero(backward.dBias);
    backward.primitive.execute(stream, backward.arguments);
    between("dW", backward.dPackedW, backward.dPlainW);
    between("dR", backward.dPackedR, backward.dPlainR);
    stream._wait();
    long block = (long) inputSize * hidden;
    long square = (long) hidden * hidden;
    for (int gate = 0; gate < GATES; gate++) {
      int to = DL4J_BLOCK[gate];
      copyFloats(
          at(address(dW_I4H), to * block), at(address(backward.dPlainW), gate * block), block);
      copyFloats(
          at(address(dR_H4H), to * square), at(address(backward.dPlainR), gate * square), square);
      copyFloats(
          at(address(db_4H), (long) to * hidden),
          at(address(backward.dBias), (long) gate * hidden),
          hidden);
    }
  }

  /** Copies the gradient by the input to {@code dx}, a dense 'c' array [T, B, I]. */
  void inputGradient(INDArray dx) {
    copyFloats(address(dx), address(backward.dx_TBI), (long) steps * batch * inputSize);
  }

  private static long at(long address, long element) {
    return address + NativeMemory.FLOAT_BYTES * element;
  }

  private void sequenceIn(String name, INDArray a_BCT, memory to, int channels) {
    long[] shape = {steps, batch, channels};
    copyIn(name, shape, new long[] {a_BCT.stride(2), a_BCT.stride(0), a_BCT.stride(1)}, a_BCT, to);
  }

  private void stateIn(String name, INDArray a_BH, memory to) {
    long plane = (long) batch * hidden;
    long[] shape = {1, 1, batch, hidden};
    copyIn(name, shape, new long[] {plane, plane, a_BH.stride(0), a_BH.stride(1)}, a_BH, to);
  }

  private void copyIn(String name, long[] shape, long[] strides, INDArray from, memory to) {
    Copy copy =
        copies.computeIfAbsent(
            name + Arrays.toString(strides),
            key -> {
              memory outside =
                  resources.keep(
                      new memory(
                          resources.strided(shape, strides),
                          CPU,
                          new NativeMemory.Address(address(from))));
              return copy(outside, to);
            });
    copy.outside.set_data_handle(new NativeMemory.Address(address(from)));
    copy.reorder.execute(stream, copy.arguments);
  }

  private void between(String name, memory from, memory to) {
    Copy copy = copies.computeIfAbsent(name, key -> copy(from, to));
    copy.reorder.execute(stream, copy.arguments);
  }

  private Copy copy(memory from, memory to) {
    return new Copy(
        from,
        resources.keep(new reorder(from, to)),
        resources.arguments(DNNL_ARG_SRC, from, DNNL_ARG_DST, to));
  }

  @Override
  public void close() {
    resources.close();
  }
}
