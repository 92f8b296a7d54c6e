package io.unroll.corpus.files;

import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Split;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/**
 * Examples that can be read, of one kind of inputs and one kind of targets.
 *
 * @param files what is read, in order; none for generated examples and tables
 * @param parts one for each given split, or a single one that shares divide
 */
public record Corpus(Side input, Side target, List<TextFiles.TextFile> files, List<Part> parts) {
  private static final int OFFSET_BITS = 40;

  /** The index of a record of a file: unique, and in reading order. */
  static long index(int file, long offset) {
    return ((long) file << OFFSET_BITS) | offset;
  }

  /** Which of the files a record with this index comes from; meant for corpora of files only. */
  public static int file(long index) {
    return (int) (index >>> OFFSET_BITS);
  }

  /**
   * One side of the examples.
   *
   * @param standardised whether frames are to have mean 0 and variance 1 in each of their numbers,
   *     by the statistics of the training split
   */
  public record Side(Content.Kind kind, boolean standardised) {

    /** A side whose content is taken as it is. */
    public static Side of(Content.Kind kind) {
      return new Side(kind, false);
    }
  }

  /**
   * A stretch of the corpus.
   *
   * @param split the split all of it belongs to, if the settings say so
   * @param readings evaluated lazily; indices are unique over all parts
   */
  public record Part(Optional<Split> split, JavaRDD<Reading> readings) {}
}
