package io.unroll.shards;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Destination of a stretch of a lane's tokens.
 *
 * @param rank of the first window of the block it belongs to
 * @param row the lane's row in the batches
 * @param offset tokens of the lane's block before it
 */
record LanePlace(long rank, int row, int offset) implements Comparable<LanePlace>, Serializable {
  private static final Comparator<LanePlace> ORDER =
      Comparator.comparingLong(LanePlace::rank)
          .thenComparingInt(LanePlace::row)
          .thenComparingInt(LanePlace::offset);

  @Override
  public int compareTo(LanePlace other) {
    return ORDER.compare(this, other);
  }
}
