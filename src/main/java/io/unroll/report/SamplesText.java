package io.unroll.report;

import java.util.List;
import java.util.Locale;

/** samples.txt: every sample as a paragraph, for {@code less} and {@code grep}. */
final class SamplesText {
  private SamplesText() {}

  static String render(List<Sample> samples) {
    StringBuilder out = new StringBuilder();
    int number = 0;
    for (Sample sample : samples) {
      number++;
      out.append(number == 1 ? "" : "\n");
      out.append('[').append(number).append("] ").append(mark(sample));
      out.append(sample.choice().isEmpty() ? "" : ", " + VisibleText.onOneLine(sample.choice()));
      out.append(' ').append(VisibleText.onOneLine(sample.key())).append('\n');
      field(out, "input", sample.input());
      sample.reference().ifPresent(reference -> field(out, "reference", reference));
      field(out, "prediction", sample.prediction());
    }
    return out.toString();
  }

  /**
   * Returns the heading of a sample in text: right, wrong, or generated if there is no reference.
   */
  static String mark(Sample sample) {
    if (sample.reference().isEmpty()) {
      return "generated";
    }
    return sample.correct() ? "right" : "wrong";
  }

  private static void field(StringBuilder out, String name, String text) {
    String indented = VisibleText.withEdges(text).replace("\n", "\n              ");
    out.append("  ")
        .append(String.format(Locale.ROOT, "%-12s", name))
        .append(indented.stripTrailing());
    out.append('\n');
  }
}
