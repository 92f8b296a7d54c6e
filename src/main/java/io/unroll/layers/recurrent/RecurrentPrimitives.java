package io.unroll.layers.recurrent;

import static io.unroll.layers.kernel.NativeMemory.Processor.CPU;
import static org.bytedeco.dnnl.global.dnnl.*;

import io.unroll.layers.kernel.NativeMemory;
import org.bytedeco.dnnl.gru_backward;
import org.bytedeco.dnnl.gru_forward;
import org.bytedeco.dnnl.lbr_gru_backward;
import org.bytedeco.dnnl.lbr_gru_forward;
import org.bytedeco.dnnl.lstm_backward;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.rnn_primitive_desc_base;
import org.bytedeco.dnnl.vanilla_rnn_backward;
import org.bytedeco.dnnl.vanilla_rnn_forward;

/** Factory of oneDNN's primitives of one cell and shape, forward and backward. */
final class RecurrentPrimitives {
  private static final rnn_direction ONWARD = rnn_direction.unidirectional_left2right;
  private static final prop_kind FORWARD = prop_kind.forward_training;
  private static final prop_kind BACKWARD = prop_kind.backward;

  private final RecurrentCell cell;
  private final NativeMemory resources;
  private final primitive_attr attributes;

  /** Descriptors that the kernel's buffers share; {@code any} leaves the layout to oneDNN. */
  final memory.desc x;

  final memory.desc y;
  final memory.desc state;
  final memory.desc bias;
  private final memory.desc anyW;
  private final memory.desc anyR;

  /** A primitive and the description it was made from. */
  record Prepared(primitive primitive, rnn_primitive_desc_base description) {}

  RecurrentPrimitives(RecurrentCell cell, KernelShape shape, NativeMemory resources) {
    this.cell = cell;
    this.resources = resources;
    attributes = resources.keep(new primitive_attr());
    attributes.set_scratchpad_mode(scratchpad_mode.user);
    int hidden = shape.hidden();
    x = resources.dense(memory.format_tag.tnc, shape.steps(), shape.batch(), shape.inputSize());
    y = resources.dense(memory.format_tag.tnc, shape.steps(), shape.batch(), hidden);
    state = resources.dense(memory.format_tag.ldnc, 1, 1, shape.batch(), hidden);
    bias = resources.dense(memory.format_tag.ldgo, 1, 1, cell.biases(), hidden);
    anyW = resources.dense(memory.format_tag.any, 1, 1, shape.inputSize(), cell.gates(), hidden);
    anyR = resources.dense(memory.format_tag.any, 1, 1, hidden, cell.gates(), hidden);
  }

  private <D extends rnn_primitive_desc_base> D keep(D description) {
    return resources.keep(description);
  }

  private Prepared prepared(primitive primitive, rnn_primitive_desc_base description) {
    return new Prepared(resources.keep(primitive), description);
  }

  private static algorithm activation(RecurrentCell cell) {
    return cell == RecurrentCell.RNN_RELU ? algorithm.eltwise_relu : algorithm.eltwise_tanh;
  }

  /** Returns the pass over all steps that keeps what {@link #backward} needs. */
  Prepared forward() {
    switch (cell) {
      case LSTM -> {
        var operation =
            resources.keep(
                new lstm_forward.desc(
                    FORWARD,
                    ONWARD,
                    x,
                    state,
                    state,
                    anyW,
                    anyR,
                    bias,
                    y,
                    state,
                    state,
                    rnn_flags.undef));
        var description = keep(new lstm_forward.primitive_desc(operation, attributes, CPU));
        return prepared(new lstm_forward(description), description);
      }
      case GRU_RESET_AFTER -> {
        var operation =
            resources.keep(
                new lbr_gru_forward.desc(
                    FORWARD, ONWARD, x, state, anyW, anyR, bias, y, state, rnn_flags.undef));
        var description = keep(new lbr_gru_forward.primitive_desc(operation, attributes, CPU));
        return prepared(new lbr_gru_forward(description), description);
      }
      case GRU_RESET_BEFORE -> {
        var operation =
            resources.keep(
                new gru_forward.desc(
                    FORWARD, ONWARD, x, state, anyW, anyR, bias, y, state, rnn_flags.undef));
        var description = keep(new gru_forward.primitive_desc(operation, attributes, CPU));
        return prepared(new gru_forward(description), description);
      }
      default -> {
        var operation =
            resources.keep(
                new vanilla_rnn_forward.desc(
                    FORWARD, activation(cell), ONWARD, x, state, anyW, anyR, bias, y, state));
        var description = keep(new vanilla_rnn_forward.primitive_desc(operation, attributes, CPU));
        return prepared(new vanilla_rnn_forward(description), description);
      }
    }
  }

  /** Returns the derivative of a {@link #forward} of this object's. */
  Prepared backward(Prepared forward) {
    memory.desc w = anyW;
    memory.desc r = anyR;
    memory.desc s = state;
    switch (cell) {
      case LSTM -> {
        var operation =
            resources.keep(
                new lstm_backward.desc(
                    BACKWARD,
                    ONWARD,
                    x,
                    s,
                    s,
                    w,
                    r,
                    bias,
                    y,
                    s,
                    s,
                    x,
                    s,
                    s,
                    w,
                    r,
                    bias,
                    y,
                    s,
                    s,
                    rnn_flags.undef));
        var hint = (lstm_forward.primitive_desc) forward.description;
        var description = keep(new lstm_backward.primitive_desc(operation, attributes, CPU, hint));
        return prepared(new lstm_backward(description), description);
      }
      case GRU_RESET_AFTER -> {
        var operation =
            resources.keep(
                new lbr_gru_backward.desc(
                    BACKWARD,
                    ONWARD,
                    x,
                    s,
                    w,
                    r,
                    bias,
                    y,
                    s,
                    x,
                    s,
                    w,
                    r,
                    bias,
                    y,
                    s,
                    rnn_flags.undef));
        var hint = (lbr_gru_forward.primitive_desc) forward.description;
        var description =
            keep(new lbr_gru_backward.primitive_desc(operation, attributes, CPU, hint));
        return prepared(new lbr_gru_backward(description), description);
      }
      case GRU_RESET_BEFORE -> {
        var operation =
            resources.keep(
                new gru_backward.desc(
                    BACKWARD,
                    ONWARD,
                    x,
                    s,
                    w,
                    r,
                    bias,
                    y,
                    s,
                    x,
                    s,
                    w,
                    r,
                    bias,
                    y,
                    s,
                    rnn_flags.undef));
        var hint = (gru_forward.primitive_desc) forward.description;
        var description = keep(new gru_backward.primitive_desc(operation, attributes, CPU, hint));
        return prepared(new gru_backward(description), description);
      }
      default -> {
        var operation =
            resources.keep(
                new vanilla_rnn_backward.desc(
                    BACKWARD,
                    activation(cell),
                    ONWARD,
                    x,
                    s,
                    w,
                    r,
                    bias,
                    y,
                    s,
                    x,
                    s,
                    w,
                    r,
                    bias,
                    y,
                    s));
        var hint = (vanilla_rnn_forward.primitive_desc) forward.description;
        var description =
            keep(new vanilla_rnn_backward.primitive_desc(operation, attributes, CPU, hint));
        return prepared(new vanilla_rnn_backward(description), description);
      }
    }
  }
}
