package io.unroll.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import io.unroll.shards.SequenceBatch;

/**
 * A network in PyTorch's operators.
 *
 * <p>Legend: T = time, B = batch, E = embedding, H = hidden, V = vocabulary.
 */
abstract class PyTorchNetwork {
  private static final int PARAMETERS_OF_A_LAYER = 4;

  private final NDManager manager;
  private final ModelShape shape;
  private final NDList parameters = new NDList();

  PyTorchNetwork(NDManager manager, ModelShape shape) {
    this.manager = manager;
    this.shape = shape;
  }

  /**
   * Mean loss of a batch in nats per token, as a scalar to be differentiated by the leaves; then
   * the cell's last states, where they may be carried on.
   *
   * @param state the cell's first states, each [layers, B, H]
   */
  abstract NDList forward(NDManager memory, NDList leaves, SequenceBatch batch, NDList state);

  final NDList parameters() {
    return parameters;
  }

  /** Adds a parameter as PyTorch's layers initialise theirs: uniform within 1 / sqrt(H). */
  final void addUniform(long... size) {
    float bound = (float) (1 / Math.sqrt(shape.hidden()));
    parameters.add(manager.randomUniform(-bound, bound, new Shape(size)));
  }

  final void addEmbedding() {
    parameters.add(manager.randomNormal(new Shape(shape.vocabulary(), shape.embedding())));
  }

  final void addStack() {
    long gates = shape.cell().equals("gru") ? 3 : 4;
    for (int layer = 0; layer < shape.layers(); layer++) {
      addUniform(gates * shape.hidden(), layer == 0 ? shape.embedding() : shape.hidden());
      addUniform(gates * shape.hidden(), shape.hidden());
      addUniform(gates * shape.hidden());
      addUniform(gates * shape.hidden());
    }
  }

  final void addOutput() {
    addUniform(shape.vocabulary(), shape.hidden());
    addUniform(shape.vocabulary());
  }

  final int parametersOfStack() {
    return shape.layers() * PARAMETERS_OF_A_LAYER;
  }

  /** Zeros, one for each of the cell's states, [layers, B, H]. */
  final NDList zeroState(NDManager memory, int rows) {
    Shape size = new Shape(shape.layers(), rows, shape.hidden());
    NDList state = new NDList(memory.zeros(size));
    if (!shape.cell().equals("gru")) {
      state.add(memory.zeros(size));
    }
    return state;
  }

  /** Vectors [T, B, E] of row-major ids [B, T]. */
  final NDArray embed(NDManager memory, int[] ids_BT, int rows, NDArray weights_VE) {
    int steps = ids_BT.length / rows;
    NDArray ids_TB = memory.create(timeMajor(ids_BT, rows), new Shape(steps, rows));
    return ids_TB
        .getNDArrayInternal()
        .embedding(ids_TB, weights_VE, SparseFormat.DENSE)
        .singletonOrThrow();
  }

  /** Output [T, B, H], then the cell's last states. */
  final NDList recur(NDArray input_TBE, NDList state, NDList weights) {
    boolean hasBiases = true;
    boolean training = true;
    boolean bidirectional = false;
    boolean batchFirst = false;
    return shape.cell().equals("gru")
        ? input_TBE
            .getNDArrayInternal()
            .gru(
                input_TBE,
                state.singletonOrThrow(),
                weights,
                hasBiases,
                shape.layers(),
                0,
                training,
                bidirectional,
                batchFirst)
        : input_TBE
            .getNDArrayInternal()
            .lstm(
                input_TBE,
                state,
                weights,
                hasBiases,
                shape.layers(),
                0,
                training,
                bidirectional,
                batchFirst);
  }

  /** Mean cross-entropy of states [T, B, H] against row-major targets [B, T]. */
  final NDArray crossEntropy(
      NDManager memory, NDArray states_TBH, NDList output, int[] targets_BT, int rows) {
    NDArray logits = linear(states_TBH.reshape(-1, shape.hidden()), output.get(0), output.get(1));
    NDArray labels = memory.create(timeMajor(targets_BT, rows), new Shape(targets_BT.length, 1));
    return logits.logSoftmax(1).gather(labels, 1).mean().neg();
  }

  static NDArray linear(NDArray input, NDArray weights, NDArray bias) {
    return input.getNDArrayInternal().linear(input, weights, bias).singletonOrThrow();
  }

  private static long[] timeMajor(int[] ids_BT, int rows) {
    int steps = ids_BT.length / rows;
    long[] ids_TB = new long[ids_BT.length];
    for (int i = 0; i < ids_BT.length; i++) {
      ids_TB[i % steps * rows + i / steps] = ids_BT[i];
    }
    return ids_TB;
  }
}
