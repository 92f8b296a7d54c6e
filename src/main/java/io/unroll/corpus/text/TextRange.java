package io.unroll.corpus.text;

import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A stretch of a text.
 *
 * @param from first code point, before it moves
 * @param to one past the last code point, before it moves
 * @param exact whether both stay where they are; otherwise each moves on to the next blank, or
 *     beyond the next end of a line, so that no word is cut
 */
public record TextRange(long from, long to, boolean exact) implements Serializable {

  /**
   * Returns the part of consecutive pieces, beginning at code point {@code start}, that lies in
   * this range.
   */
  Iterator<TextPiece> of(Iterator<TextPiece> pieces, long start) {
    return new Cutting(pieces, start);
  }

  /** Returns the index of a cut in a piece's text, or one beyond its end. */
  private int index(TextPiece piece, long start, long cut) {
    String text = piece.text();
    int beyond = text.length() + 1;
    if (cut <= start) {
      return 0;
    }
    long inside = cut - start;
    if (inside >= piece.codePoints()) {
      return beyond;
    }
    int index = text.offsetByCodePoints(0, (int) inside);
    if (exact) {
      return index;
    }
    while (index < text.length() && !Character.isWhitespace(text.charAt(index))) {
      index++;
    }
    return index < text.length() ? index : beyond;
  }

  private Optional<TextPiece> inside(TextPiece piece, long start) {
    String text = piece.text();
    int first = index(piece, start, from);
    int last = index(piece, start, to);
    if (first >= last || first > text.length()) {
      return Optional.empty();
    }
    return first == 0 && last > text.length()
        ? Optional.of(piece)
        : Optional.of(
            new TextPiece(
                text.substring(first, Math.min(last, text.length())),
                piece.closed() && last > text.length()));
  }

  private final class Cutting implements Iterator<TextPiece> {
    private final Iterator<TextPiece> pieces;
    private long position;
    private Optional<TextPiece> next = Optional.empty();

    Cutting(Iterator<TextPiece> pieces, long start) {
      this.pieces = pieces;
      this.position = start;
    }

    @Override
    public boolean hasNext() {
      while (next.isEmpty() && position < to && pieces.hasNext()) {
        TextPiece piece = pieces.next();
        next = inside(piece, position);
        position += piece.codePoints();
      }
      return next.isPresent();
    }

    @Override
    public TextPiece next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      TextPiece piece = next.orElseThrow();
      next = Optional.empty();
      return piece;
    }
  }
}
