package io.unroll.averaging;

import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction2;
import scala.Tuple2;

/**
 * A worker's task of a round: gather the model, train, scatter what came of it.
 *
 * @param <D> what a worker trains on
 */
record WorkerTask<D>(Gathering gathering, LocalTraining<D> training)
    implements FlatMapFunction2<Iterator<D>, Iterator<Delivery>, Tuple2<Integer, Piece>> {

  @Override
  public Iterator<Tuple2<Integer, Piece>> call(Iterator<D> data, Iterator<Delivery> deliveries) {
    TaskContext task = TaskContext.get();
    int worker = task.partitionId();
    // The training data may have been fetched before.
    long bytesBefore = bytesRead(task);
    long started = System.nanoTime();
    Gathering.Gathered start = gathering.of(deliveries);
    long gathered = System.nanoTime();
    long bytesIn = bytesRead(task) - bytesBefore;
    WorkerResult result = training.train(worker, data.next(), start.model(), start.own());
    WorkerCost cost =
        new WorkerCost((gathered - started) / 1e9, (System.nanoTime() - gathered) / 1e9, bytesIn);
    return IntStream.range(0, gathering.slicing().slices())
        .mapToObj(slice -> new Tuple2<>(slice, piece(worker, slice, result, cost)))
        .iterator();
  }

  /** Over shuffles, and of what executors keep. */
  private static long bytesRead(TaskContext task) {
    return task.taskMetrics().shuffleReadMetrics().totalBytesRead()
        + task.taskMetrics().inputMetrics().bytesRead();
  }

  private Piece piece(int worker, int slice, WorkerResult result, WorkerCost cost) {
    return new Piece(
        worker,
        result.report().tokens(),
        result.model().cut(gathering.slicing(), slice),
        slice == worker ? new Piece.Luggage(result.own(), result.report(), cost) : null);
  }
}
