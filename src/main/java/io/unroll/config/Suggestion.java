package io.unroll.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guess of which known name was meant by an unknown one. */
final class Suggestion {
  private static final int SHORTEST_PREFIX = 3;

  private Suggestion() {}

  /**
   * Returns the known name with the smallest edit distance, if it is close enough to be what was
   * meant.
   */
  static Optional<String> nearest(String unknown, Collection<String> known) {
    return known.stream()
        .filter(name -> isNear(unknown, name))
        .min(Comparator.comparingInt(name -> distance(unknown, name)));
  }

  private static boolean isNear(String unknown, String name) {
    boolean abbreviated =
        unknown.length() >= SHORTEST_PREFIX
            && name.toLowerCase(Locale.ROOT).startsWith(unknown.toLowerCase(Locale.ROOT));
    // Two, so that exchanged letters (an edit distance of 2) are found in short names too.
    int tolerated = unknown.length() <= SHORTEST_PREFIX ? 1 : Math.max(2, unknown.length() / 3);
    return abbreviated || distance(unknown, name) <= tolerated;
  }

  private static int distance(String left, String right) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(left.toLowerCase(Locale.ROOT), right.toLowerCase(Locale.ROOT));
  }
}
