package io.unroll.shards;

import java.io.Serializable;

/**
 * Which lane, window and step each token of a stream belongs to.
 *
 * <p>A stream of n tokens has n - 1 inputs, each followed by its target. The inputs are cut into
 * {@code groups * rows} contiguous lanes whose lengths differ by at most one. Lanes are dealt to
 * the groups in turn, so that every group, and so every batch, has lanes from all over the stream.
 *
 * @param inputs tokens that have a successor
 * @param rows lanes of a group
 * @param steps inputs of a full window
 */
record LaneGeometry(long inputs, int groups, int rows, int steps) implements Serializable {

  /** A window of one lane: {@code length} inputs from stream position {@code start} on. */
  record Window(int group, int row, int window, long start, int length) {}

  /** Lanes of all groups. */
  int lanes() {
    return Math.multiplyExact(groups, rows);
  }

  /** Returns the first input of a lane. */
  long laneStart(long lane) {
    return lane * (inputs / lanes()) + lane * (inputs % lanes()) / lanes();
  }

  /** Returns the window an input is in. */
  Window windowAt(long input) {
    long lane = Math.min(lanes() - 1L, (long) ((double) input / inputs * lanes()));
    while (laneStart(lane) > input) {
      lane--;
    }
    while (laneStart(lane + 1) <= input) {
      lane++;
    }
    int window = Math.toIntExact((input - laneStart(lane)) / steps);
    return window((int) (lane % groups), (int) (lane / groups), window);
  }

  /** Returns a window by its indices; its length is 0 where the lane has ended already. */
  Window window(int group, int row, int window) {
    long lane = (long) row * groups + group;
    long start = laneStart(lane) + (long) window * steps;
    long length = Math.max(0, Math.min(steps, laneStart(lane + 1) - start));
    return new Window(group, row, window, start, (int) length);
  }

  /** Windows of a group: as many as its longest lane has. */
  int windows(int group) {
    long longest = 0;
    for (long lane = group; lane < lanes(); lane += groups) {
      longest = Math.max(longest, laneStart(lane + 1) - laneStart(lane));
    }
    return Math.toIntExact((longest + steps - 1) / steps);
  }

  /** Canonical rank of each group's first window; the last entry counts all windows. */
  long[] groupRanks() {
    long[] ranks = new long[groups + 1];
    for (int group = 0; group < groups; group++) {
      ranks[group + 1] = ranks[group] + windows(group);
    }
    return ranks;
  }
}
