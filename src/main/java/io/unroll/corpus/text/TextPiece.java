package io.unroll.corpus.text;

import java.io.Serializable;

/**
 * A line, a file, or a part of one that is too long to be held as a whole.
 *
 * @param text without the line's end; in whole files line ends are part of it
 * @param closed whether the line, or the file, ends after it
 */
public record TextPiece(String text, boolean closed) implements Serializable {

  /** Unicode code points, the end counting as one. */
  long codePoints() {
    return text.codePointCount(0, text.length()) + (closed ? 1 : 0);
  }
}
