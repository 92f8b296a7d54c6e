package io.unroll.shards;

import io.unroll.config.InvalidInput;
import io.unroll.config.ModelSettings;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Check that refuses labels that no model can tell apart: a single one, and those that look the
 * same.
 *
 * @param origin where they come from, for errors
 */
record LabelCheck(String origin) {
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\x{85}\\x1C-\\x1F]+");
  private static final int SHOWN = 5;

  /**
   * Checks the labels of the training split.
   *
   * @throws InvalidInput with a line for each of the first problems
   */
  void check(List<String> labels, ModelSettings model) {
    List<String> problems = new ArrayList<>();
    if (labels.size() == 1 && model.task().answersLabels()) {
      problems.add(
          ("%s: must hold at least two labels for a model to tell apart, but the training split has"
                  + " only \"%s\"")
              .formatted(origin, labels.get(0)));
    }
    Map<String, String> seen = new TreeMap<>();
    for (String label : labels) {
      String other = seen.putIfAbsent(visible(label), label);
      if (other != null && problems.size() < SHOWN) {
        problems.add(
            ("%s: labels must differ visibly, but the training split has \"%s\" and \"%s\"; make"
                    + " them one in the data%s")
                .formatted(
                    origin,
                    marked(other),
                    marked(label),
                    other.strip().equals(label.strip())
                        ? ", or set corpus.trim = true where files" + " have it"
                        : ""));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  /**
   * Returns a label as a reader sees it: one composed spelling, single blanks, nothing invisible.
   */
  private static String visible(String label) {
    String composed = Normalizer.normalize(label, Normalizer.Form.NFC);
    String blanks = BLANKS.matcher(composed).replaceAll(" ");
    return INVISIBLE.matcher(blanks).replaceAll("").strip();
  }

  /** Returns the label with what cannot be seen as escapes. */
  private static String marked(String label) {
    StringBuilder marked = new StringBuilder();
    label
        .codePoints()
        .forEach(
            c -> {
              boolean plain = c == ' ' || Character.isLetterOrDigit(c) || (c > ' ' && c < 0x7F);
              marked.append(plain ? Character.toString(c) : "\\u{%x}".formatted(c));
            });
    return marked.toString();
  }
}
