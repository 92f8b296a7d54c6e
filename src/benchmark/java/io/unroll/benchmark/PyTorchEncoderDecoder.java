package io.unroll.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.unroll.shards.SequenceBatch;
import io.unroll.tokens.Vocabulary;

/**
 * A recurrent encoder-decoder with general attention (Luong et al. 2015) in PyTorch's operators:
 * the encoder's last states are the decoder's first, all steps are attended to at once.
 */
final class PyTorchEncoderDecoder extends PyTorchNetwork {
  private static final int SOURCE_EMBEDDING = 0;
  private static final int TARGET_EMBEDDING = 1;
  private static final int SCORE = 2;
  private static final int COMBINE = 3;
  private static final int ENCODER = 4;

  PyTorchEncoderDecoder(NDManager manager, ModelShape shape) {
    super(manager, shape);
    addEmbedding();
    addEmbedding();
    addUniform(shape.hidden(), shape.hidden());
    addUniform(shape.hidden(), 2L * shape.hidden());
    addStack();
    addStack();
    addOutput();
  }

  /** The encoder's states [S, B, H], then its last ones. */
  NDList encode(NDManager memory, SequenceBatch batch) {
    int decoder = ENCODER + parametersOfStack();
    NDArray source = embed(memory, batch.ids(), batch.rows(), parameters().get(SOURCE_EMBEDDING));
    NDList stack = new NDList(parameters().subList(ENCODER, decoder));
    return recur(source, zeroState(memory, batch.rows()), stack);
  }

  /** Scores [B, V] of what follows one token a row, then the decoder's states. */
  NDList next(NDManager memory, int[] tokens, NDList state, NDArray encoded_SBH) {
    int decoder = ENCODER + parametersOfStack();
    int output = decoder + parametersOfStack();
    NDArray input = embed(memory, tokens, tokens.length, parameters().get(TARGET_EMBEDDING));
    NDList states = recur(input, state, new NDList(parameters().subList(decoder, output)));
    NDArray attentional = attend(states.get(0), encoded_SBH, parameters());
    NDList result =
        new NDList(
            linear(attentional.squeeze(0), parameters().get(output), parameters().get(output + 1)));
    result.addAll(states.subList(1, states.size()));
    return result;
  }

  @Override
  NDList forward(NDManager memory, NDList leaves, SequenceBatch batch, NDList state) {
    int decoder = ENCODER + parametersOfStack();
    int output = decoder + parametersOfStack();
    int rows = batch.rows();
    NDArray source = embed(memory, batch.ids(), rows, leaves.get(SOURCE_EMBEDDING));
    NDList encoded = recur(source, state, new NDList(leaves.subList(ENCODER, decoder)));
    int[] read = decoderInput(batch.targets(), rows, batch.targetSteps());
    NDArray target = embed(memory, read, rows, leaves.get(TARGET_EMBEDDING));
    NDList lastStates = new NDList(encoded.subList(1, encoded.size()));
    NDArray states_TBH =
        recur(target, lastStates, new NDList(leaves.subList(decoder, output))).get(0);
    return new NDList(
        crossEntropy(
            memory,
            attend(states_TBH, encoded.get(0), leaves),
            new NDList(leaves.subList(output, leaves.size())),
            batch.targets(),
            rows));
  }

  /** Attentional states [T, B, H] of decoder states [T, B, H] over encoder states [S, B, H]. */
  private static NDArray attend(NDArray states_TBH, NDArray encoded_SBH, NDList leaves) {
    NDArray queries_BTH = states_TBH.matMul(leaves.get(SCORE)).swapAxes(0, 1);
    NDArray weights_BTS = queries_BTH.matMul(encoded_SBH.transpose(1, 2, 0)).softmax(2);
    NDArray context_TBH = weights_BTS.matMul(encoded_SBH.swapAxes(0, 1)).swapAxes(0, 1);
    NDArray both = context_TBH.concat(states_TBH, 2);
    return both.getNDArrayInternal().linear(both, leaves.get(COMBINE), null).get(0).tanh();
  }

  private static int[] decoderInput(int[] targets_BT, int rows, int steps) {
    int[] read = new int[targets_BT.length];
    for (int row = 0; row < rows; row++) {
      read[row * steps] = Vocabulary.BOS;
      System.arraycopy(targets_BT, row * steps, read, row * steps + 1, steps - 1);
    }
    return read;
  }
}
