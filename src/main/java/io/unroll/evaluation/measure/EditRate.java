package io.unroll.evaluation.measure;

import java.io.Serializable;
import java.util.List;

/**
 * Word and character error rate of a corpus: the fewest insertions, deletions and substitutions
 * that turn the predictions into the references (Levenshtein 1966), divided by the length of the
 * references.
 *
 * <p>Words stand between blanks, punctuation included; characters are code points, blanks included
 * but for those at the ends of a text. Case is kept. A rate may be more than 1; with references
 * that are all empty it is not a finite number.
 *
 * @param examples number of examples
 * @param words counted in words
 * @param characters counted in characters
 */
public record EditRate(long examples, Edits words, Edits characters) implements Tally<EditRate> {

  /** Of no examples. */
  public static final EditRate NONE = new EditRate(0, Edits.NONE, Edits.NONE);

  /**
   * Edits, and what they are divided by.
   *
   * @param edits insertions, deletions and substitutions
   * @param length of the references
   */
  public record Edits(long edits, long length) implements Serializable {
    static final Edits NONE = new Edits(0, 0);

    static <U> Edits of(List<U> prediction, List<U> reference) {
      return new Edits(EditDistance.between(prediction, reference), reference.size());
    }

    Edits plus(Edits other) {
      return new Edits(edits + other.edits, length + other.length);
    }

    /** Edits for each unit of the references. */
    public double rate() {
      return (double) edits / length;
    }
  }

  /** Counts of one example. */
  public static EditRate of(String prediction, String reference) {
    return new EditRate(
        1,
        Edits.of(Blanks.words(prediction), Blanks.words(reference)),
        Edits.of(characters(prediction), characters(reference)));
  }

  private static List<Integer> characters(String text) {
    return Blanks.stripped(text).codePoints().boxed().toList();
  }

  @Override
  public EditRate plus(EditRate other) {
    return new EditRate(
        examples + other.examples, words.plus(other.words), characters.plus(other.characters));
  }

  /** {@code wordErrorRate} and {@code characterErrorRate}. */
  @Override
  public List<Measurement> measurements(String split, String version) {
    return List.of(
        measurement("wordErrorRate", words, "unit:word", split, version),
        measurement("characterErrorRate", characters, "unit:character", split, version));
  }

  private Measurement measurement(
      String name, Edits edits, String unit, String split, String version) {
    String signature =
        String.join(
            "|",
            "split:" + split,
            "examples:" + examples,
            "nrefs:1",
            "case:mixed",
            unit,
            "length:" + edits.length,
            "version:" + version);
    return new Measurement(name, edits.rate(), signature, false);
  }
}
