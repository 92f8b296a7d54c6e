package io.unroll.shards;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Layout of a stream of tokens in parallel lanes, cut into windows.
 *
 * <p>The tokens are moved once, in blocks of many windows.
 */
record LanesLayout(LaneGeometry geometry) implements Serializable {

  /** Batches of a stream. */
  PlacedBatches batches(JavaRDD<IdChunk> stream) {
    return new Lanes(this, stream);
  }

  private record Lanes(LanesLayout layout, JavaRDD<IdChunk> stream) implements PlacedBatches {
    @Override
    public long count() {
      return layout.geometry.groupRanks()[layout.geometry.groups()];
    }

    @Override
    public JavaRDD<SequenceBatch> inFiles(RankCut cut) {
      LaneBlocks blocks = new LaneBlocks(layout.geometry, cut);
      LanesLayout own = layout;
      return stream
          .flatMapToPair(chunk -> own.pieces(chunk, blocks))
          .repartitionAndSortWithinPartitions(new PlacedBatches.ByRank(cut))
          .mapPartitions(
              pieces -> (Iterator<SequenceBatch>) new BlockBatches(pieces, own.geometry, blocks));
    }
  }

  /** Returns the stretches of a chunk, each of one lane in one block. */
  private Iterator<Tuple2<LanePlace, PackedIds>> pieces(IdChunk chunk, LaneBlocks blocks) {
    List<Tuple2<LanePlace, PackedIds>> pieces = new ArrayList<>();
    // The first token here is also the last target of the window before it.
    long input = Math.max(0, chunk.start() - 1);
    while (input < Math.min(chunk.end(), geometry.inputs())) {
      LaneGeometry.Window window = geometry.windowAt(input);
      LaneBlocks.Block block = blocks.block(window.group(), window.window());
      long start = blocks.start(block, window.row());
      long end = blocks.end(block, window.row());
      long first = Math.max(chunk.start(), start);
      long last = Math.min(chunk.end(), end + 1);
      LanePlace place = new LanePlace(block.rank(), window.row(), (int) (first - start));
      pieces.add(
          new Tuple2<>(
              place,
              chunk.ids().slice((int) (first - chunk.start()), (int) (last - chunk.start()))));
      input = end;
    }
    return pieces.iterator();
  }
}
