package io.unroll.benchmark.parity;

import ai.djl.ndarray.NDArray;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.shards.SequenceBatch;
import java.util.Arrays;

/** One layer both ways, the largest of each number of its states, softmax over labels. */
record ClassifierReference(Cell cell) implements Reference {

  @Override
  public NDArray nats(Operators operators, SequenceBatch batch) {
    Cells cells = new Cells(operators, cell);
    int[] lengths = batch.lengths();
    NDArray read = operators.embed("embedding", batch.ids(), batch.rows());
    NDArray states = cells.states(cells.bothWays("cell0", read, lengths), lengths);
    float[] all = new float[batch.rows()];
    Arrays.fill(all, 1);
    return operators.nats(
        operators.largest(states, lengths), TimeMajor.ids(batch.targets(), batch.rows()), all);
  }
}
