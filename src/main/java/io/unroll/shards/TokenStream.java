package io.unroll.shards;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.TextCorpus;
import io.unroll.corpus.TextFiles;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.Tokenizer;
import io.unroll.tokens.Vocabulary;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The tokens of text files as one numbered stream; every line is closed by a line feed.
 *
 * @param partitions tokens in reading order
 * @param starts stream position at which each partition starts; the last entry is the size
 */
record TokenStream(JavaRDD<String> partitions, long[] starts) {
  private static final int CHUNK = 1 << 13;

  /** What a partition holds: its tokens, or why it cannot be read. */
  private record Count(long tokens, List<String> problems) implements Serializable {}

  /**
   * Counts the tokens of every partition.
   *
   * @throws InvalidInput if the files hold no token or cannot be read as text
   */
  static TokenStream open(JavaSparkContext spark, TextFiles files, Tokenizer tokenizer) {
    JavaRDD<String> tokens =
        TextCorpus.lines(spark, files).flatMap(line -> closed(line, tokenizer));
    List<Count> counts = tokens.mapPartitions(all -> List.of(count(all)).iterator()).collect();
    List<String> problems = counts.stream().flatMap(c -> c.problems.stream()).distinct().toList();
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    long[] starts = new long[counts.size() + 1];
    for (int i = 0; i < counts.size(); i++) {
      starts[i + 1] = starts[i] + counts.get(i).tokens;
    }
    if (starts[counts.size()] == 0) {
      throw files.withoutText();
    }
    return new TokenStream(tokens, starts);
  }

  /** Tokens of the whole stream. */
  long size() {
    return starts[starts.length - 1];
  }

  /** The tokens [from, to). */
  JavaRDD<String> tokens(long from, long to) {
    long[] positions = starts;
    return partitions.mapPartitionsWithIndex(
        (partition, tokens) -> {
          long skipped = Math.max(0, from - positions[partition]);
          long kept = Math.max(0, to - positions[partition] - skipped);
          return StreamSupport.stream(Spliterators.spliteratorUnknownSize(tokens, 0), false)
              .skip(skipped)
              .limit(kept)
              .iterator();
        },
        true);
  }

  /** The whole stream in ids. */
  JavaRDD<IdChunk> ids(TextCodec codec) {
    long[] positions = starts;
    return partitions.mapPartitionsWithIndex(
        (partition, tokens) -> new Chunks(tokens, codec, positions[partition]), true);
  }

  private static Iterator<String> closed(String line, Tokenizer tokenizer) {
    return Stream.concat(tokenizer.stream(line), Stream.of(Tokenizer.LINE_END)).iterator();
  }

  // Thrown in a task, it would be tried four times and logged with stack traces.
  private static Count count(Iterator<String> tokens) {
    long count = 0;
    try {
      while (tokens.hasNext()) {
        tokens.next();
        count++;
      }
      return new Count(count, List.of());
    } catch (InvalidInput e) {
      return new Count(count, e.problems());
    }
  }

  private static final class Chunks implements Iterator<IdChunk> {
    private final Iterator<String> tokens;
    private final TextCodec codec;
    private long start;

    Chunks(Iterator<String> tokens, TextCodec codec, long start) {
      this.tokens = tokens;
      this.codec = codec;
      this.start = start;
    }

    @Override
    public boolean hasNext() {
      return tokens.hasNext();
    }

    @Override
    public IdChunk next() {
      int[] ids = new int[CHUNK];
      int length = 0;
      while (length < CHUNK && tokens.hasNext()) {
        ids[length++] = id(tokens.next());
      }
      IdChunk chunk = new IdChunk(start, Arrays.copyOf(ids, length));
      start += length;
      return chunk;
    }

    private int id(String token) {
      if (token.equals(Tokenizer.LINE_END)) {
        return codec.lineEnd();
      }
      int id = codec.vocabulary().id(token);
      return id < Vocabulary.SPECIALS.size() ? Vocabulary.UNKNOWN : id;
    }
  }
}
