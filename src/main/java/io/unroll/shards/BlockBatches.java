package io.unroll.shards;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import scala.Tuple2;

/** Assembler of the batches of one block after the other. */
final class BlockBatches implements Iterator<SequenceBatch> {
  private final Iterator<Tuple2<LanePlace, PackedIds>> pieces;
  private final LaneGeometry geometry;
  private final LaneBlocks blocks;
  private final ArrayDeque<SequenceBatch> batches = new ArrayDeque<>();
  private Optional<Tuple2<LanePlace, PackedIds>> pending = Optional.empty();

  /**
   * @param pieces by block, row and offset
   */
  BlockBatches(
      Iterator<Tuple2<LanePlace, PackedIds>> pieces, LaneGeometry geometry, LaneBlocks blocks) {
    this.pieces = pieces;
    this.geometry = geometry;
    this.blocks = blocks;
    advance();
  }

  @Override
  public boolean hasNext() {
    return !batches.isEmpty() || pending.isPresent();
  }

  @Override
  public SequenceBatch next() {
    if (batches.isEmpty()) {
      assemble(pending.orElseThrow(NoSuchElementException::new)._1().rank());
    }
    return batches.remove();
  }

  private void advance() {
    pending = pieces.hasNext() ? Optional.of(pieces.next()) : Optional.empty();
  }

  private void assemble(long rank) {
    LaneBlocks.Block block = blocks.blockAt(rank);
    int[][] lanes = new int[geometry.rows()][];
    int missing = 0;
    for (int row = 0; row < lanes.length; row++) {
      int inputs = (int) (blocks.end(block, row) - blocks.start(block, row));
      lanes[row] = new int[inputs == 0 ? 0 : inputs + 1];
      missing += lanes[row].length;
    }
    while (pending.isPresent() && pending.get()._1().rank() == rank) {
      LanePlace place = pending.get()._1();
      PackedIds ids = pending.get()._2();
      ids.unpack(lanes[place.row()], place.offset());
      missing -= ids.size();
      advance();
    }
    if (missing != 0) {
      throw new IllegalStateException("block " + rank + " lacks " + missing + " tokens");
    }
    for (int window = block.first(); window < block.first() + block.count(); window++) {
      batches.add(batch(block, window, lanes));
    }
  }

  private SequenceBatch batch(LaneBlocks.Block block, int window, int[][] lanes) {
    int rows = geometry.rows();
    int[] lengths = new int[rows];
    for (int row = 0; row < rows; row++) {
      lengths[row] = geometry.window(block.group(), row, window).length();
    }
    int steps = Arrays.stream(lengths).max().orElse(0);
    int[] ids = new int[rows * steps];
    int[] targets = new int[rows * steps];
    int first = (window - block.first()) * geometry.steps();
    for (int row = 0; row < rows; row++) {
      if (lengths[row] > 0) {
        System.arraycopy(lanes[row], first, ids, row * steps, lengths[row]);
        System.arraycopy(lanes[row], first + 1, targets, row * steps, lengths[row]);
      }
    }
    return SequenceBatch.ofIds(
        block.group(), window, steps, ids, lengths, steps, targets, lengths.clone(), List.of());
  }
}
