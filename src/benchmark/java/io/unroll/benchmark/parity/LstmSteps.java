package io.unroll.benchmark.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * An LSTM written out step by step, where {@code torch::lstm} cannot serve: it has no last memory
 * cells of padded rows, and takes nothing between two steps.
 *
 * <pre>
 *   a = tanh(z_a + h R_a);  f, o, i = sigmoid(z + h R);  c' = f c + i a;  h' = o tanh(c')
 * </pre>
 */
record LstmSteps(Operators operators, String layer) {
  private static final int GATES = 4;

  /** Hidden state and memory cell, each [B, H]. */
  record State(NDArray hidden_BH, NDArray memory_BH) {

    /** As {@code torch::lstm} takes them. */
    NDList list() {
      return new NDList(hidden_BH.expandDims(0), memory_BH.expandDims(0));
    }
  }

  /** The state after a step, from the input's product with the weights. */
  State step(NDArray z_BG, State before) {
    NDArray all = z_BG.add(before.hidden_BH.matMul(operators.leaf(layer, "RW")));
    NDList gates = all.split((long) GATES, 1);
    NDArray candidate = gates.get(0).tanh();
    NDArray forget = sigmoid(gates.get(1));
    NDArray output = sigmoid(gates.get(2));
    NDArray input = sigmoid(gates.get(3));
    NDArray memory = forget.mul(before.memory_BH).add(input.mul(candidate));
    return new State(output.mul(memory.tanh()), memory);
  }

  private static NDArray sigmoid(NDArray x) {
    return x.getNDArrayInternal().sigmoid();
  }

  /** Zeros. */
  State start(long batch) {
    long hidden = operators.leaf(layer, "RW").getShape().get(0);
    NDArray zeros = operators.memory().zeros(new Shape(batch, hidden));
    return new State(zeros, zeros);
  }

  /** Output of a whole pass: the states [T, B, H], and the last real ones. */
  record Pass(NDArray states_TBH, State last) {}

  /** Runs over padded sequences from zeros; at padding the state stays what it was. */
  Pass run(NDArray x_TBX, int[] lengths) {
    NDArray z_TBG = x_TBX.matMul(operators.leaf(layer, "W")).add(bias());
    long steps = x_TBX.getShape().get(0);
    NDList zs = z_TBG.split(steps, 0);
    NDList masks =
        operators
            .numbers(TimeMajor.mask(lengths, (int) steps), steps, lengths.length, 1)
            .split(steps, 0);
    State state = start(lengths.length);
    NDList hidden = new NDList();
    for (int step = 0; step < steps; step++) {
      State after = step(zs.get(step).squeeze(0), state);
      NDArray real = masks.get(step).squeeze(0);
      state =
          new State(
              chosen(real, after.hidden_BH, state.hidden_BH),
              chosen(real, after.memory_BH, state.memory_BH));
      hidden.add(state.hidden_BH);
    }
    return new Pass(NDArrays.stack(hidden), state);
  }

  NDArray bias() {
    return operators.leaf(layer, "b").reshape(1, -1);
  }

  private static NDArray chosen(NDArray real, NDArray after, NDArray before) {
    return after.mul(real).add(before.mul(real.neg().add(1)));
  }
}
