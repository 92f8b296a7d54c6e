package io.unroll.benchmark.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.Sequences;
import io.unroll.tokens.Vocabulary;

/**
 * Words with the last states of a layer that reads their characters both ways (Ling et al. 2015),
 * one layer both ways over them, softmax over labels at every step.
 */
record TaggerReference(Cell cell) implements Reference {

  @Override
  public NDArray nats(Operators operators, SequenceBatch batch) {
    Cells cells = new Cells(operators, cell);
    int[] lengths = batch.lengths();
    NDArray words = operators.embed("embedding", batch.ids(), batch.rows());
    NDArray read = words.concat(spelled(operators, cells, batch.input()), 2);
    NDArray states = cells.states(cells.bothWays("cell0", read, lengths), lengths);
    return operators.nats(
        Operators.flat(states),
        TimeMajor.ids(batch.targets(), batch.rows()),
        TimeMajor.mask(lengths, batch.steps()));
  }

  /** Returns the encoding of each word's characters, [T, B, 2 x half]. */
  private static NDArray spelled(Operators operators, Cells cells, Sequences input) {
    int words = input.rows() * input.steps();
    int letters = input.letters();
    int[] ids = new int[words * letters];
    int[] lengths = new int[words];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) input.values()[i];
      if (ids[i] != Vocabulary.PAD) {
        lengths[i / letters]++;
      }
    }
    NDArray read = operators.embed("letterEmbedding", ids, words);
    NDList ends = cells.bothWays("letter", read, lengths);
    NDArray last =
        operators.last(ends.get(0), lengths).concat(operators.last(ends.get(1), lengths), 1);
    return last.reshape(input.rows(), input.steps(), -1).swapAxes(0, 1);
  }
}
