package io.unroll.report;

import java.util.Comparator;
import java.util.List;

/**
 * One finding about the data in words.
 *
 * @param grade how much it should worry
 * @param text one sentence; labels of the corpus may be quoted in it
 */
public record DataVerdict(Grade grade, String text) {

  /** Gravity of a finding, least first. */
  public enum Grade {
    GOOD("✓", "sound"),
    NEUTRAL("●", "worth a look"),
    BAD("✗", "needs attention");

    private final String sign;
    private final String words;

    Grade(String sign, String words) {
      this.sign = sign;
      this.words = words;
    }

    /** Returns a sign that does not need colour. */
    public String sign() {
      return sign;
    }

    /** Returns what the page says of data whose worst finding is this. */
    String words() {
      return words;
    }

    /** Its class on the page. */
    String kind() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** As one line for a terminal; nothing in it can steer one. */
  public String line() {
    return grade.sign() + " " + VisibleText.onOneLine(text);
  }

  /** Returns the worst of several. */
  static Grade worst(List<DataVerdict> verdicts) {
    return verdicts.stream()
        .map(DataVerdict::grade)
        .max(Comparator.naturalOrder())
        .orElse(Grade.GOOD);
  }
}
