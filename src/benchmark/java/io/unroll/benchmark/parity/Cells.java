package io.unroll.benchmark.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.unroll.config.ModelSettings.Cell;

/**
 * {@code torch::lstm} and {@code torch::gru} over our parameters: their gates stand in another
 * order there, and of their two biases an LSTM of ours has one, a GRU one and that of the recurrent
 * candidate.
 */
record Cells(Operators operators, Cell cell) {

  /** Output [T, B, H] from zeros. */
  NDArray run(String layer, NDArray x_TBX) {
    return run(layer, x_TBX, zeros(layer, x_TBX.getShape().get(1))).get(0);
  }

  /** Output [T, B, H], then the last states, each [1, B, H]. */
  NDList run(String layer, NDArray x_TBX, NDList state) {
    return cell == Cell.GRU ? gru(layer, x_TBX, state) : lstm(layer, x_TBX, state);
  }

  /** The cell's states of zeros, each [1, B, H]. */
  NDList zeros(String layer, long batch) {
    Shape shape = new Shape(1, batch, operators.leaf(layer, "RW").getShape().get(0));
    NDList state = new NDList(operators.memory().zeros(shape));
    if (cell != Cell.GRU) {
      state.add(operators.memory().zeros(shape));
    }
    return state;
  }

  /** Ours: candidate, forget, output, input. PyTorch's: input, forget, candidate, output. */
  private NDList lstm(String layer, NDArray x_TBX, NDList state) {
    int[] order = {3, 1, 0, 2};
    NDArray bias = Operators.blocks(row(layer), order.length, order).reshape(-1);
    NDList weights =
        new NDList(
            Operators.blocks(operators.leaf(layer, "W"), order.length, order).transpose(),
            Operators.blocks(operators.leaf(layer, "RW"), order.length, order).transpose(),
            bias,
            operators.memory().zeros(bias.getShape()));
    return x_TBX.getNDArrayInternal().lstm(x_TBX, state, weights, true, 1, 0, true, false, false);
  }

  /** Ours: update, reset, candidate, and a fourth bias. PyTorch's: reset, update, candidate. */
  private NDList gru(String layer, NDArray x_TBX, NDList state) {
    int[] order = {1, 0, 2};
    NDArray none = operators.memory().zeros(row(layer).split(4L, 1).get(0).getShape());
    NDArray recurrent = none.concat(none, 1).concat(row(layer).split(4L, 1).get(3), 1);
    NDList weights =
        new NDList(
            Operators.blocks(operators.leaf(layer, "W"), order.length, order).transpose(),
            Operators.blocks(operators.leaf(layer, "RW"), order.length, order).transpose(),
            Operators.blocks(row(layer), 4, order).reshape(-1),
            recurrent.reshape(-1));
    return x_TBX
        .getNDArrayInternal()
        .gru(x_TBX, state.singletonOrThrow(), weights, true, 1, 0, true, false, false);
  }

  private NDArray row(String layer) {
    return operators.leaf(layer, "b").reshape(1, -1);
  }

  /**
   * Both directions of a layer: the forward states [T, B, H / 2] and the backward ones, which begin
   * at the last real step. Each reads the input with a dropout of its own.
   */
  NDList bothWays(String layer, NDArray x_TBX, int[] lengths) {
    NDArray forward = run(layer + "Forward", operators.drop(x_TBX));
    NDArray turned = operators.reverse(x_TBX, lengths);
    return new NDList(forward, run(layer + "Backward", operators.drop(turned)));
  }

  /** The states of both directions step by step, [T, B, H]. */
  NDArray states(NDList bothWays, int[] lengths) {
    return bothWays.get(0).concat(operators.reverse(bothWays.get(1), lengths), 2);
  }
}
