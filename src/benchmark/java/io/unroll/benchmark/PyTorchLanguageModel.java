package io.unroll.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.unroll.shards.SequenceBatch;

/** A recurrent language model in PyTorch's operators, every window starting from zeros. */
final class PyTorchLanguageModel extends PyTorchNetwork {
  private static final int EMBEDDING = 0;
  private static final int STACK = 1;

  PyTorchLanguageModel(NDManager manager, ModelShape shape) {
    super(manager, shape);
    addEmbedding();
    addStack();
    addOutput();
  }

  @Override
  NDArray loss(NDManager memory, NDList leaves, SequenceBatch batch) {
    int output = STACK + parametersOfStack();
    NDArray input_TBE = embed(memory, batch.ids(), batch.rows(), leaves.get(EMBEDDING));
    NDList stack = new NDList(leaves.subList(STACK, output));
    NDArray states_TBH = recur(input_TBE, zeroState(memory, batch.rows()), stack).get(0);
    return crossEntropy(
        memory,
        states_TBH,
        new NDList(leaves.subList(output, leaves.size())),
        batch.targets(),
        batch.rows());
  }
}
