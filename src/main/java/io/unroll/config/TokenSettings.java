package io.unroll.config;

import io.unroll.config.Schema.ChosenBy;
import io.unroll.config.Schema.Flat;
import io.unroll.config.Schema.Variant;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settings of the tokens; one record per {@code tokens.unit}. */
@ChosenBy("unit")
public sealed interface TokenSettings extends Serializable {

  /** Returns the folding of text before it is cut into tokens. */
  Folding folding();

  /** Which spellings of the same text become one. */
  enum Normalise {
    NONE,
    NFC
  }

  /** Treatment of decimal digits. */
  enum Digits {
    KEEP,
    ZERO
  }

  /** Rules by which text is cut into words. */
  enum Rules {
    BLANK,
    ICU
  }

  /**
   * Folding of text before it is cut, in this order.
   *
   * @param digits {@code ZERO} writes every decimal digit of any script as {@code 0}
   */
  record Folding(Normalise normalise, boolean lowerCase, Digits digits) implements Serializable {
    /** Text as it is. */
    public static final Folding NONE = new Folding(Normalise.NONE, false, Digits.KEEP);

    /**
     * Returns the names of the foldings, such as {@code nfc,lowerCase}; {@code none} for text as it
     * is.
     */
    public String label() {
      List<String> folded = new ArrayList<>();
      if (normalise == Normalise.NFC) {
        folded.add("nfc");
      }
      if (lowerCase) {
        folded.add("lowerCase");
      }
      if (digits == Digits.ZERO) {
        folded.add("digits");
      }
      return folded.isEmpty() ? "none" : String.join(",", folded);
    }
  }

  /**
   * {@code unit = character}: one token per Unicode code point.
   *
   * @param clusters one token per extended grapheme cluster instead, what a reader sees as one sign
   */
  @Variant("character")
  record Characters(boolean clusters, @Flat Folding folding) implements TokenSettings {
    /** Code points of text as it is. */
    public Characters() {
      this(false, Folding.NONE);
    }
  }

  /**
   * {@code unit = word}.
   *
   * @param rules runs of non-blank characters, or Unicode's word boundaries
   * @param minCount occurrences in the training split below which a word is unknown
   * @param maxSize most words kept, the frequent ones first; the specials do not count
   * @param characters of each word that are given with it, if words are already cut; 0 for none
   */
  @Variant("word")
  record Words(Rules rules, int minCount, int maxSize, int characters, @Flat Folding folding)
      implements TokenSettings {
    private static final int MOST_CHARACTERS = 1000;

    /**
     * Checks the counts.
     *
     * @throws InvalidSettings if any value is out of range
     */
    public Words {
      new Checks()
          .atLeast("minCount", minCount, 1)
          .atLeast("maxSize", maxSize, 1)
          .between("characters", characters, 0, MOST_CHARACTERS)
          .done();
    }

    /** Runs of non-blank characters of text as it is. */
    public Words(int minCount, int maxSize) {
      this(Rules.BLANK, minCount, maxSize, 0, Folding.NONE);
    }
  }

  /**
   * {@code unit = subword}: byte-pair encoding over the bytes of UTF-8.
   *
   * @param size tokens learned, the 256 bytes among them; the specials do not count
   * @param minCount occurrences in the training split below which a word teaches nothing and two
   *     tokens are not merged
   * @param file a {@code tokenizer.json} that is taken as it is, instead of learning one
   */
  @Variant("subword")
  record Subwords(int size, int minCount, Optional<String> file, @Flat Folding folding)
      implements TokenSettings {
    private static final int BYTES = 256;
    private static final int MOST = 1_000_000;

    /**
     * Checks the counts, and that a file is left to decide what it decides.
     *
     * @throws InvalidSettings if any value is out of range
     */
    public Subwords {
      String decided = "must be left out with tokens.file, whose own normalizer decides, got ";
      boolean free = file.isEmpty();
      new Checks()
          .between("size", size, BYTES, MOST)
          .atLeast("minCount", minCount, 1)
          .that(
              !file.map(String::isBlank).orElse(false),
              "file",
              "must name a tokenizer.json, got nothing")
          .that(
              free || folding.normalise == Normalise.NONE,
              "normalise",
              decided + Schema.label(folding.normalise))
          .that(free || !folding.lowerCase, "lowerCase", decided + folding.lowerCase)
          .that(
              free || folding.digits == Digits.KEEP,
              "digits",
              decided + Schema.label(folding.digits))
          .done();
    }

    private Object writeReplace() {
      return SerializedRecord.of(this);
    }
  }
}
