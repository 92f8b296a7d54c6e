package io.unroll.evaluation.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of words that belong together.
 *
 * @param start its first word
 * @param end the word after its last
 * @param type what it is, such as {@code LOC}
 */
public record Span(int start, int end, String type) {

  /** Spans of a sentence, by its tags; see {@link SpanScores} for how they are read. */
  static List<Span> of(List<String> tags) {
    List<Span> spans = new ArrayList<>();
    int at = 0;
    while (at < tags.size()) {
      Tag first = Tag.parse(tags.get(at));
      int end = at + 1;
      while (end < tags.size() && Tag.parse(tags.get(end)).continues(first)) {
        end++;
      }
      if (first.inside()) {
        spans.add(new Span(at, end, first.type));
      }
      at = end;
    }
    return spans;
  }

  /**
   * Returns whether labels mark spans: all {@code O}, {@code B-TYPE} or {@code I-TYPE}, and one
   * begins.
   */
  public static boolean areTags(List<String> labels) {
    return labels.stream().anyMatch(label -> label.startsWith("B-"))
        && labels.stream().allMatch(label -> label.equals("O") || label.matches("[BI]-.+"));
  }

  private record Tag(String position, String type) {

    // conlleval parts at the first hyphen: types may hold more of them, and may be missing.
    static Tag parse(String tag) {
      int hyphen = tag.indexOf('-');
      return hyphen < 0
          ? new Tag(tag, "")
          : new Tag(tag.substring(0, hyphen), tag.substring(hyphen + 1));
    }

    boolean inside() {
      return position.equals("B") || position.equals("I");
    }

    boolean continues(Tag first) {
      return position.equals("I") && first.inside() && type.equals(first.type);
    }
  }
}
