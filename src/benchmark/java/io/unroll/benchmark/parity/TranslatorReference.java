package io.unroll.benchmark.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.unroll.config.ModelSettings.AttentionWiring;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.shards.SequenceBatch;
import io.unroll.tokens.Vocabulary;

/**
 * An LSTM that reads, one that writes from its last states, and general attention: above the
 * writing one (Luong et al. 2015, eq. 5), or asked by its previous state and read by the cell
 * (Bahdanau et al. 2015).
 */
record TranslatorReference(AttentionWiring wiring) implements Reference {
  private static final String DECODER = "decoder0";

  @Override
  public NDArray nats(Operators operators, SequenceBatch batch) {
    int rows = batch.rows();
    NDArray source = operators.embed("sourceEmbedding", batch.ids(), rows);
    LstmSteps.Pass encoded =
        new LstmSteps(operators, "encoder0").run(operators.drop(source), batch.lengths());
    int[] read = read(batch.targets(), rows, batch.targetSteps());
    NDArray y_TBE = operators.drop(operators.embed("targetEmbedding", read, rows));
    Memory memory = new Memory(encoded.states_TBH(), batch.lengths());
    NDArray attentional =
        wiring == AttentionWiring.AFTER
            ? above(operators, y_TBE, encoded.last(), memory)
            : within(operators, y_TBE, encoded.last(), memory);
    return operators.nats(
        Operators.flat(attentional),
        TimeMajor.ids(batch.targets(), rows),
        TimeMajor.mask(batch.targetLengths(), batch.targetSteps()));
  }

  /** Encoder states that are attended to. */
  private record Memory(NDArray states_SBH, int[] lengths) {

    /** Contexts [B, T, H] of queries [B, T, H], which have met the score's weights. */
    NDArray contexts(Operators operators, NDArray queries_BTH) {
      NDArray excluded = operators.exclusion_TB1(lengths, states_SBH.getShape().get(0));
      return queries_BTH
          .matMul(states_SBH.transpose(1, 2, 0))
          .add(excluded.transpose(1, 2, 0))
          .softmax(2)
          .matMul(states_SBH.swapAxes(0, 1));
    }
  }

  /** {@code tanh([c; h] Wc)} of all steps at once. */
  private static NDArray above(
      Operators operators, NDArray y_TBE, LstmSteps.State start, Memory memory) {
    NDArray states = new Cells(operators, Cell.LSTM).run(DECODER, y_TBE, start.list()).get(0);
    NDArray queries = states.matMul(operators.leaf("attention", "Wa")).swapAxes(0, 1);
    NDArray contexts = memory.contexts(operators, queries).swapAxes(0, 1);
    return contexts.concat(states, 2).matMul(operators.leaf("attention", "Wc")).tanh();
  }

  /** {@code c = attention(s before); s = cell([y; c]); tanh([s; y; c] Wc)}, step by step. */
  private static NDArray within(
      Operators operators, NDArray y_TBE, LstmSteps.State start, Memory memory) {
    LstmSteps cell = new LstmSteps(operators, DECODER);
    LstmSteps.State state = start;
    NDList combined = new NDList();
    for (NDArray one : y_TBE.split(y_TBE.getShape().get(0), 0)) {
      NDArray y_BE = one.squeeze(0);
      NDArray query = state.hidden_BH().matMul(operators.leaf(DECODER, "Wa")).expandDims(1);
      NDArray context = memory.contexts(operators, query).squeeze(1);
      NDArray input = y_BE.concat(context, 1);
      state = cell.step(input.matMul(operators.leaf(DECODER, "W")).add(cell.bias()), state);
      combined.add(state.hidden_BH().concat(input, 1));
    }
    return NDArrays.stack(combined).matMul(operators.leaf(DECODER, "Wc")).tanh();
  }

  private static int[] read(int[] targets_BT, int rows, int steps) {
    int[] read = new int[targets_BT.length];
    for (int row = 0; row < rows; row++) {
      read[row * steps] = Vocabulary.BOS;
      System.arraycopy(targets_BT, row * steps, read, row * steps + 1, steps - 1);
    }
    return read;
  }
}
