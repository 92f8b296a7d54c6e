package io.unroll.averaging;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Rounds of a small model, which the driver holds: one Spark job of one stage each, where three
 * would take longer than the average itself.
 *
 * @param <D> what a worker trains on
 */
final class DriverRounds<D> implements AveragingRounds<D> {
  private static final double NANOS = 1e9;

  private final JavaSparkContext spark;
  private final JavaRDD<D> dealt;
  private final OuterRule rule;
  private final int workers;
  private Slot model;
  private List<WorkerState> own;

  DriverRounds(JavaSparkContext spark, JavaRDD<D> dealt, OuterRule rule, SlotSource start)
      throws IOException {
    this.spark = spark;
    this.dealt = dealt;
    this.rule = rule;
    this.workers = dealt.getNumPartitions();
    this.model = start.read(0, 1);
    this.own = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      own.add(start.read(worker, workers).workerState().orElse(WorkerState.NONE));
    }
  }

  /** Message to the workers. */
  private record Outgoing(ModelState model, List<WorkerState> own) implements Serializable {}

  @Override
  public RoundResult round(LocalTraining<D> training, String description) {
    long started = System.nanoTime();
    spark.setJobDescription(description);
    Broadcast<Outgoing> out = spark.broadcast(new Outgoing(model.model(), own));
    List<Piece> pieces = new ArrayList<>();
    try {
      pieces.addAll(
          dealt
              .mapPartitionsWithIndex(
                  (worker, data) -> List.of(trained(worker, data.next(), training, out)).iterator(),
                  true)
              .collect());
    } catch (Exception e) {
      throw SparkJobFailed.of(e);
    } finally {
      out.destroy();
    }
    long trained = System.nanoTime();
    pieces.sort(Comparator.comparingInt(Piece::worker));
    model = SliceReduction.reduce(pieces, model, rule);
    List<Piece.Luggage> luggage =
        pieces.stream().map(piece -> Objects.requireNonNull(piece.luggage())).toList();
    own = luggage.stream().map(Piece.Luggage::own).toList();
    long ended = System.nanoTime();
    return new RoundResult(
        luggage.stream().map(Piece.Luggage::report).toList(),
        cost(luggage, (ended - started) / NANOS, (ended - trained) / NANOS));
  }

  private static <D> Piece trained(
      int worker, D data, LocalTraining<D> training, Broadcast<Outgoing> out) {
    long started = System.nanoTime();
    Outgoing start = out.value();
    // The broadcast is shared by all tasks of an executor, and the training may change its own.
    ModelState copy = start.model().copy();
    long gathered = System.nanoTime();
    WorkerResult result = training.train(worker, data, copy, start.own().get(worker));
    WorkerCost cost =
        new WorkerCost(
            (gathered - started) / NANOS, (System.nanoTime() - gathered) / NANOS, copy.bytes());
    return new Piece(
        worker,
        result.report().tokens(),
        result.model(),
        new Piece.Luggage(result.own(), result.report(), cost));
  }

  private static RoundCost cost(List<Piece.Luggage> luggage, double seconds, double reduce) {
    long bytes = luggage.get(0).cost().bytesIn();
    return new RoundCost(
        seconds,
        luggage.stream().mapToDouble(one -> one.cost().fitSeconds()).max().orElseThrow(),
        luggage.stream().mapToDouble(one -> one.cost().gatherSeconds()).max().orElseThrow(),
        reduce,
        bytes,
        bytes);
  }

  @Override
  public <E, R> List<R> judge(JavaRDD<E> data, JudgeTask<E, R> task, String description) {
    spark.setJobDescription(description);
    Broadcast<FloatBlock> judged = spark.broadcast(new FloatBlock(model.judged(rule)));
    try {
      return data.map(one -> task.judge(one, judged.value().values())).collect();
    } catch (Exception e) {
      throw SparkJobFailed.of(e);
    } finally {
      judged.destroy();
    }
  }

  @Override
  public Iterator<Slot> slots() {
    Slicing slicing = new Slicing(workers);
    return IntStream.range(0, workers)
        .mapToObj(
            slice ->
                Slot.of(
                    slice,
                    model.model().cut(slicing, slice),
                    slicing.cut(model.outerValues(), slice),
                    Optional.of(own.get(slice))))
        .iterator();
  }

  @Override
  public OuterRule rule() {
    return rule;
  }

  @Override
  public int slices() {
    return workers;
  }

  @Override
  public void close() {}
}
