package io.unroll.tokens;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.Optional;

/**
 * Cutter at the boundaries of Unicode Standard Annex 29 as ICU finds them, no language assumed.
 *
 * <p>Clusters cover the whole text. Words leave out blanks; Chinese, Japanese, Thai and the like
 * are cut by ICU's dictionaries.
 */
final class BoundaryCutter implements Cutter {
  private static final long serialVersionUID = 1L;

  private final boolean words;
  private transient Optional<BreakIterator> boundaries = Optional.empty();

  private BoundaryCutter(boolean words) {
    this.words = words;
  }

  static BoundaryCutter ofWords() {
    return new BoundaryCutter(true);
  }

  static BoundaryCutter ofClusters() {
    return new BoundaryCutter(false);
  }

  @Override
  public void cut(String text, Spans spans) {
    BreakIterator at = boundaries();
    at.setText(text);
    int start = at.first();
    for (int end = at.next(); end != BreakIterator.DONE; end = at.next()) {
      if (words) {
        trimmed(text, start, end, spans);
      } else {
        spans.accept(start, end);
      }
      start = end;
    }
  }

  // A combining mark after a blank stands in one segment with it.
  private static void trimmed(String text, int start, int end, Spans spans) {
    int from = start;
    while (from < end && BlankCutter.isBlank(text.charAt(from))) {
      from++;
    }
    if (from < end) {
      spans.accept(from, end);
    }
  }

  private BreakIterator boundaries() {
    BreakIterator iterator =
        boundaries.orElseGet(
            () ->
                words
                    ? BreakIterator.getWordInstance(ULocale.ROOT)
                    : BreakIterator.getCharacterInstance(ULocale.ROOT));
    boundaries = Optional.of(iterator);
    return iterator;
  }

  private Object readResolve() {
    return new BoundaryCutter(words);
  }
}
