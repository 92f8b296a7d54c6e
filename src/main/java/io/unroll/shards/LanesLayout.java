package io.unroll.shards;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Lays a stream of tokens out in parallel lanes and cuts the lanes into windows. */
record LanesLayout(LaneGeometry geometry) implements Serializable {

  /**
   * Part of a window's tokens.
   *
   * @param offset step of the first of them; token {@code s} is the input of step {@code s} and the
   *     target of step {@code s - 1}
   */
  private record Piece(int row, int offset, int[] ids) implements Serializable {}

  /** Batches of the tokens [from, to) of a stream. */
  PlacedBatches batches(JavaRDD<IdChunk> stream, long from, long to) {
    long[] ranks = geometry.groupRanks();
    JavaPairRDD<Long, SequenceBatch> batches =
        stream
            .flatMapToPair(chunk -> pieces(chunk, from, to, ranks))
            .groupByKey()
            .mapToPair(
                window -> new Tuple2<>(window._1(), assemble(window._1(), window._2(), ranks)));
    return new PlacedBatches(batches, ranks[geometry.groups()]);
  }

  private Iterator<Tuple2<Long, Piece>> pieces(IdChunk chunk, long from, long to, long[] ranks) {
    long start = Math.max(chunk.start(), from) - from;
    long end = Math.min(chunk.start() + chunk.ids().length, to) - from;
    List<Tuple2<Long, Piece>> pieces = new ArrayList<>();
    // The first token here is also the last target of the window before it.
    long input = Math.max(0, start - 1);
    while (start < end && input < Math.min(end, geometry.inputs())) {
      LaneGeometry.Window window = geometry.windowAt(input);
      long windowEnd = window.start() + window.length();
      long first = Math.max(start, window.start());
      long last = Math.min(end, windowEnd + 1);
      int index = (int) (first + from - chunk.start());
      int[] ids = Arrays.copyOfRange(chunk.ids(), index, index + (int) (last - first));
      Piece piece = new Piece(window.row(), (int) (first - window.start()), ids);
      pieces.add(new Tuple2<>(ranks[window.group()] + window.window(), piece));
      input = windowEnd;
    }
    return pieces.iterator();
  }

  private SequenceBatch assemble(long rank, Iterable<Piece> pieces, long[] ranks) {
    int group = 0;
    while (ranks[group + 1] <= rank) {
      group++;
    }
    int window = (int) (rank - ranks[group]);
    List<int[]> tokens = new ArrayList<>();
    for (int row = 0; row < geometry.rows(); row++) {
      int length = geometry.window(group, row, window).length();
      tokens.add(new int[length == 0 ? 0 : length + 1]);
    }
    int missing = tokens.stream().mapToInt(row -> row.length).sum();
    for (Piece piece : pieces) {
      System.arraycopy(piece.ids, 0, tokens.get(piece.row), piece.offset, piece.ids.length);
      missing -= piece.ids.length;
    }
    if (missing != 0) {
      throw new IllegalStateException("window " + rank + " lacks " + missing + " tokens");
    }
    return batch(group, window, tokens);
  }

  private static SequenceBatch batch(int group, int window, List<int[]> tokens) {
    Sequences inputs =
        Sequences.ofIds(
            tokens.stream().map(t -> Arrays.copyOfRange(t, 0, Math.max(0, t.length - 1))).toList());
    Sequences targets =
        Sequences.ofIds(
            tokens.stream()
                .map(t -> Arrays.copyOfRange(t, Math.min(1, t.length), t.length))
                .toList());
    return new SequenceBatch(group, window, inputs, targets, List.of());
  }
}
