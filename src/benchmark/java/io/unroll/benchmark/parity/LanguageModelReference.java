package io.unroll.benchmark.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.List;

/** Embedding, cells one above the other, softmax; the cells' states go on from window to window. */
final class LanguageModelReference implements Reference {
  private final Stack stack;
  private final NDManager manager;
  private List<NDList> carried = List.of();

  /**
   * @param manager owns the states that are carried
   */
  LanguageModelReference(Stack stack, NDManager manager) {
    this.stack = stack;
    this.manager = manager;
  }

  @Override
  public NDArray nats(Operators operators, SequenceBatch batch) {
    Cells cells = new Cells(operators, stack.cell());
    NDArray below = operators.embed("embedding", batch.ids(), batch.rows());
    List<NDList> last = new ArrayList<>();
    for (int layer = 0; layer < stack.layers(); layer++) {
      String name = "cell" + layer;
      NDList start = batch.position() == 0 ? cells.zeros(name, batch.rows()) : carried.get(layer);
      NDList result = cells.run(name, operators.drop(below), start);
      below = result.get(0);
      last.add(detached(result.subList(1, result.size())));
    }
    close();
    carried = last;
    return operators.nats(
        Operators.flat(below),
        TimeMajor.ids(batch.targets(), batch.rows()),
        TimeMajor.mask(batch.targetLengths(), batch.targetSteps()));
  }

  private NDList detached(List<NDArray> states) {
    NDList detached = new NDList();
    for (NDArray state : states) {
      NDArray own = state.stopGradient();
      own.attach(manager);
      detached.add(own);
    }
    return detached;
  }

  @Override
  public void close() {
    carried.forEach(NDList::close);
    carried = List.of();
  }
}
