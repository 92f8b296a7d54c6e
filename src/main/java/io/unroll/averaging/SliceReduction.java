package io.unroll.averaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Reduction of the workers' pieces of a slice to one slice: the weighted mean, then the outer rule.
 */
record SliceReduction(int workers, OuterRule rule)
    implements FlatMapFunction2<Iterator<Tuple2<Integer, Piece>>, Iterator<Slot>, Slot> {

  @Override
  public Iterator<Slot> call(Iterator<Tuple2<Integer, Piece>> arriving, Iterator<Slot> before) {
    long started = System.nanoTime();
    List<Piece> pieces = inWorkerOrder(arriving);
    long bytesIn = TaskContext.get().taskMetrics().shuffleReadMetrics().totalBytesRead();
    Slot last = before.next();
    Piece.@Nullable Luggage luggage =
        pieces.stream().map(Piece::luggage).filter(Objects::nonNull).findFirst().orElse(null);
    Slot next = reduce(pieces, last, rule);
    double seconds = (System.nanoTime() - started) / 1e9;
    Slot.SlotReport report =
        luggage == null
            ? new Slot.SlotReport(null, null, seconds, bytesIn)
            : new Slot.SlotReport(luggage.report(), luggage.cost(), seconds, bytesIn);
    return List.of(
            new Slot(
                last.slice(),
                next.model(),
                next.outerState(),
                luggage == null ? null : luggage.own(),
                report))
        .iterator();
  }

  private List<Piece> inWorkerOrder(Iterator<Tuple2<Integer, Piece>> arriving) {
    List<Piece> pieces = new ArrayList<>();
    arriving.forEachRemaining(piece -> pieces.add(piece._2()));
    pieces.sort(Comparator.comparingInt(Piece::worker));
    if (pieces.size() != workers) {
      throw new IllegalStateException(
          "%s workers trained, but %s pieces came".formatted(workers, pieces.size()));
    }
    return pieces;
  }

  /**
   * Returns the slot after a round, without what workers keep.
   *
   * @param pieces in worker order
   */
  static Slot reduce(List<Piece> pieces, Slot last, OuterRule rule) {
    WeightedMean mean = new WeightedMean(pieces);
    if (mean.isEmpty()) {
      return last;
    }
    float[] outer = last.outerState().values().clone();
    float[] next = rule.step(last.model().parameters(), mean.of(ModelState::parameters), outer);
    double[] optimiser = mean.of(ModelState::optimiserState);
    return new Slot(
        last.slice(),
        new ModelState(next, new PlainAverage().step(new float[0], optimiser, new float[0])),
        new FloatBlock(outer),
        null,
        null);
  }
}
