package io.unroll.shards;

import io.unroll.corpus.text.TextPiece;
import io.unroll.tokens.Vocabulary;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * The ids of a text as one numbered stream.
 *
 * @param partitions in reading order, kept on the executors' disks; starts count from 0 in each
 * @param starts stream position at which each partition starts; the last entry is the size
 * @param unknown tokens that are not in the vocabulary
 */
record TokenStream(JavaRDD<IdChunk> partitions, long[] starts, long unknown) {
  private static final int CHUNK = 1 << 16;

  /** Encodes all pieces, once. */
  static TokenStream encode(JavaRDD<TextPiece> pieces, StreamCodec codec) {
    JavaRDD<IdChunk> chunks =
        pieces
            .mapPartitions(all -> (Iterator<IdChunk>) new Chunks(all, codec), true)
            .persist(StorageLevel.DISK_ONLY());
    List<Sum> sums = chunks.mapPartitions(all -> List.of(sum(all)).iterator()).collect();
    long[] starts = new long[sums.size() + 1];
    for (int i = 0; i < sums.size(); i++) {
      starts[i + 1] = starts[i] + sums.get(i).tokens;
    }
    return new TokenStream(chunks, starts, sums.stream().mapToLong(Sum::unknown).sum());
  }

  /** Tokens of the whole stream. */
  long size() {
    return starts[starts.length - 1];
  }

  /** Returns the whole stream in ids. */
  JavaRDD<IdChunk> ids() {
    long[] positions = starts;
    return partitions.mapPartitionsWithIndex(
        (partition, chunks) -> new Moved(chunks, positions[partition]), true);
  }

  private record Sum(long tokens, long unknown) implements Serializable {}

  private static Sum sum(Iterator<IdChunk> chunks) {
    long tokens = 0;
    long unknown = 0;
    while (chunks.hasNext()) {
      IdChunk chunk = chunks.next();
      tokens += chunk.ids().size();
      unknown += chunk.unknown();
    }
    return new Sum(tokens, unknown);
  }

  private record Moved(Iterator<IdChunk> chunks, long by) implements Iterator<IdChunk> {
    @Override
    public boolean hasNext() {
      return chunks.hasNext();
    }

    @Override
    public IdChunk next() {
      IdChunk chunk = chunks.next();
      return new IdChunk(chunk.start() + by, chunk.ids(), chunk.unknown());
    }
  }

  private static final class Chunks implements Iterator<IdChunk> {
    private final Iterator<TextPiece> pieces;
    private final StreamCodec codec;
    private final int width;
    private final int[] chunk = new int[CHUNK];
    private int[] line = new int[0];
    private int taken;
    private boolean closing;
    private long start;

    Chunks(Iterator<TextPiece> pieces, StreamCodec codec) {
      this.pieces = pieces;
      this.codec = codec;
      this.width = codec.width();
    }

    @Override
    public boolean hasNext() {
      while (taken == line.length && !closing && pieces.hasNext()) {
        TextPiece piece = pieces.next();
        line = codec.encode(piece.text());
        closing = piece.closed();
        taken = 0;
      }
      return taken < line.length || closing;
    }

    @Override
    public IdChunk next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int length = 0;
      while (length < CHUNK && hasNext()) {
        int more = Math.min(CHUNK - length, line.length - taken);
        System.arraycopy(line, taken, chunk, length, more);
        taken += more;
        length += more;
        if (length < CHUNK && closing) {
          chunk[length++] = codec.end();
          closing = false;
        }
      }
      IdChunk packed = new IdChunk(start, PackedIds.of(chunk, length, width), unknown(length));
      start += length;
      return packed;
    }

    private int unknown(int length) {
      int unknown = 0;
      for (int i = 0; i < length; i++) {
        if (chunk[i] == Vocabulary.UNKNOWN) {
          unknown++;
        }
      }
      return unknown;
    }
  }
}
