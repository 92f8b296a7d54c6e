package io.unroll.shards;

import java.io.Serializable;

/** Division of the ranks 0 to count - 1 into contiguous files. */
record RankCut(long count, int files) implements Serializable {

  /** Returns at most this many files, none of them empty. */
  static RankCut of(long count, int mostFiles) {
    return new RankCut(count, (int) Math.min(count, mostFiles));
  }

  int file(long rank) {
    return (int) (rank * files / count);
  }

  /** Returns the first rank of a file; the one after the last file's is the count. */
  long start(int file) {
    return (file * count + files - 1) / files;
  }
}
