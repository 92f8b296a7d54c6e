package io.unroll.tokens;

import java.util.Arrays;

/**
 * Decoder of ids into text as they come: words with their blanks, characters only when all their
 * bytes are there. The parts put together are what decoding all ids at once gives.
 */
public final class IncrementalDecoder {
  private static final String INCOMPLETE = "\uFFFD";

  /** More tokens than any character has bytes. */
  private static final int MOST_HELD = 5;

  private final TextCodec codec;
  private int[] held = {};
  private String written = "";

  /** Starts with no text before. */
  public IncrementalDecoder(TextCodec codec) {
    this.codec = codec;
  }

  /** Returns the text this id adds; may be empty. */
  public String next(int id) {
    held = Arrays.copyOf(held, held.length + 1);
    held[held.length - 1] = id;
    String all = codec.decode(held);
    if (all.endsWith(INCOMPLETE) && held.length <= MOST_HELD) {
      return "";
    }
    String more = all.substring(written.length());
    // The last token stays: a word after it is written with a blank.
    held = more.isEmpty() ? held : new int[] {id};
    written = codec.decode(held);
    return more;
  }

  /** Returns the text that was still held back. */
  public String finish() {
    String all = codec.decode(held);
    String more = all.substring(Math.min(written.length(), all.length()));
    held = new int[0];
    written = "";
    return more;
  }
}
