package io.unroll.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.unroll.shards.SequenceBatch;

/** A recurrent language model in PyTorch's operators. */
final class PyTorchLanguageModel extends PyTorchNetwork {
  private static final int EMBEDDING = 0;
  private static final int STACK = 1;

  PyTorchLanguageModel(NDManager manager, ModelShape shape) {
    super(manager, shape);
    addEmbedding();
    addStack();
    addOutput();
  }

  /** Scores [B, V] of what follows one token a row, then the cell's states. */
  NDList next(NDManager memory, int[] tokens, NDList state) {
    int output = STACK + parametersOfStack();
    NDArray input_1BE = embed(memory, tokens, tokens.length, parameters().get(EMBEDDING));
    NDList states = recur(input_1BE, state, new NDList(parameters().subList(STACK, output)));
    NDList result =
        new NDList(
            linear(
                states.get(0).squeeze(0), parameters().get(output), parameters().get(output + 1)));
    result.addAll(states.subList(1, states.size()));
    return result;
  }

  @Override
  NDList forward(NDManager memory, NDList leaves, SequenceBatch batch, NDList state) {
    int output = STACK + parametersOfStack();
    NDArray input_TBE = embed(memory, batch.ids(), batch.rows(), leaves.get(EMBEDDING));
    NDList stack = new NDList(leaves.subList(STACK, output));
    NDList states = recur(input_TBE, state, stack);
    NDList result =
        new NDList(
            crossEntropy(
                memory,
                states.get(0),
                new NDList(leaves.subList(output, leaves.size())),
                batch.targets(),
                batch.rows()));
    result.addAll(states.subList(1, states.size()));
    return result;
  }
}
