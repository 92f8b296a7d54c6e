package io.unroll.shards;

import java.io.Serializable;

/**
 * Division of the windows of every group into blocks that are moved and held as one: consecutive
 * windows of a group that go into the same file.
 */
final class LaneBlocks implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int TOKENS = 1 << 19;

  private final LaneGeometry geometry;
  private final RankCut cut;
  private final long[] ranks;
  private final int windows;

  /** Windows [first, first + count) of a group. */
  record Block(int group, int first, int count, long rank) {}

  LaneBlocks(LaneGeometry geometry, RankCut cut) {
    this.geometry = geometry;
    this.cut = cut;
    this.ranks = geometry.groupRanks();
    this.windows =
        (int) Math.max(1, TOKENS / Math.max(1L, (long) geometry.rows() * geometry.steps()));
  }

  /** Returns the block of a window. */
  Block block(int group, int window) {
    long rank = ranks[group] + window;
    int file = cut.file(rank);
    long grid = ranks[group] + (long) window / windows * windows;
    long start = Math.max(grid, cut.start(file));
    long end = Math.min(Math.min(grid + windows, ranks[group + 1]), cut.start(file + 1));
    return new Block(group, (int) (start - ranks[group]), (int) (end - start), start);
  }

  /** Returns the block that starts at a rank. */
  Block blockAt(long rank) {
    int group = 0;
    while (ranks[group + 1] <= rank) {
      group++;
    }
    return block(group, (int) (rank - ranks[group]));
  }

  /** First input of a lane in a block. */
  long start(Block block, int row) {
    return geometry.window(block.group, row, block.first).start();
  }

  /** Returns one past the last input of a lane in a block. */
  long end(Block block, int row) {
    LaneGeometry.Window last = geometry.window(block.group, row, block.first + block.count - 1);
    return Math.max(start(block, row), last.start() + last.length());
  }
}
