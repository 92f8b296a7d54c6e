package io.unroll.corpus.example;

import io.unroll.config.SplitBy;
import java.io.Serializable;

/**
 * A maker of examples from the two sides of records.
 *
 * @param splitBy which examples fall into the same split
 */
public record Readings(SplitBy splitBy) implements Serializable {
  private static final int SHOWN = 60;

  /** Input and target of a record. */
  public interface Source {
    /**
     * Reads the two contents.
     *
     * @throws Unusable if the record cannot be an example
     */
    Sides read() throws Unusable;
  }

  /** Contents of a record. */
  public record Sides(Content input, Content target) {}

  /** Returns the example of two contents. */
  public Example example(String key, Content input, Content target) {
    return new Example(key, group(input, target), input, target);
  }

  /** Returns the group of an example; those of equal groups fall into the same split. */
  public String group(Content input, Content target) {
    Fingerprint group =
        switch (splitBy) {
          case EXAMPLE -> Fingerprint.of(input, target);
          case SOURCE -> Fingerprint.of(input);
          case TARGET -> Fingerprint.of(target);
        };
    return group.hex();
  }

  /** Returns a text in quotes, cut where it is long. */
  public static String quote(String text) {
    boolean cut = text.codePointCount(0, text.length()) > SHOWN;
    return cut
        ? "\"" + text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "...\""
        : "\"" + text + "\"";
  }
}
