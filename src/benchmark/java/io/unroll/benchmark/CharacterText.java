package io.unroll.benchmark;

import io.unroll.shards.SequenceBatch;
import io.unroll.tokens.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A text as ids of its characters, numbered by code point.
 *
 * @param ids of all characters
 * @param vocabulary number of different ids, those of special tokens included
 */
record CharacterText(int[] ids, int vocabulary) {
  private static final double TRAINING_SHARE = 0.9;

  static CharacterText read(Path file) throws IOException {
    int[] characters = Files.readString(file).codePoints().toArray();
    int[] known = Arrays.stream(characters).distinct().sorted().toArray();
    int first = Vocabulary.EOS + 1;
    int[] ids =
        Arrays.stream(characters).map(each -> first + Arrays.binarySearch(known, each)).toArray();
    return new CharacterText(ids, first + known.length);
  }

  /** The first nine tenths in parallel lanes, cut into windows in reading order. */
  List<SequenceBatch> training(ModelShape shape) {
    return windows(shape, 0, (int) (TRAINING_SHARE * ids.length));
  }

  /** The last tenth, likewise. */
  List<SequenceBatch> heldOut(ModelShape shape) {
    return windows(shape, (int) (TRAINING_SHARE * ids.length), ids.length);
  }

  private List<SequenceBatch> windows(ModelShape shape, int from, int to) {
    int laneLength = (to - from - 1) / shape.rows();
    if (laneLength < shape.steps()) {
      throw new IllegalArgumentException(
          "the text must have at least %d characters per split, found %d"
              .formatted(shape.rows() * shape.steps() + 1, to - from));
    }
    return IntStream.range(0, laneLength / shape.steps())
        .mapToObj(window -> window(shape, from, laneLength, window))
        .toList();
  }

  private SequenceBatch window(ModelShape shape, int from, int laneLength, int window) {
    int steps = shape.steps();
    int[] read = new int[shape.rows() * steps];
    int[] next = new int[shape.rows() * steps];
    int[] lengths = new int[shape.rows()];
    Arrays.fill(lengths, steps);
    for (int row = 0; row < shape.rows(); row++) {
      int at = from + row * laneLength + window * steps;
      System.arraycopy(ids, at, read, row * steps, steps);
      System.arraycopy(ids, at + 1, next, row * steps, steps);
    }
    return SequenceBatch.ofIds(
        0, window, steps, read, lengths, steps, next, lengths.clone(), List.of());
  }
}
