package io.unroll.config;

import io.unroll.config.Schema.ChosenBy;
import io.unroll.config.Schema.Variant;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where examples come from; one record per {@code corpus.type}. */
@ChosenBy("type")
public sealed interface CorpusSettings extends Serializable {

  /** Share of the examples (or of the text's tokens, in reading order) each split receives. */
  Shares shares();

  /**
   * {@code type = text}: plain text files. Either one {@code path} that is cut by {@code shares},
   * or given {@code train}, {@code valid} and {@code test} paths. Globs, .gz and Hadoop URIs are
   * fine.
   */
  @Variant("text")
  record Text(
      Optional<String> path,
      Optional<String> train,
      Optional<String> valid,
      Optional<String> test,
      Shares shares)
      implements CorpusSettings {

    private static final String BLANK = "must name a file, a folder or a glob, got nothing";

    /**
     * Checks that no path is blank; {@link Settings} checks which of them are given.
     *
     * @throws InvalidSettings if any path is blank
     */
    public Text {
      new Checks()
          .that(!path.map(String::isBlank).orElse(false), "path", BLANK)
          .that(!train.map(String::isBlank).orElse(false), "train", BLANK)
          .that(!valid.map(String::isBlank).orElse(false), "valid", BLANK)
          .that(!test.map(String::isBlank).orElse(false), "test", BLANK)
          .done();
    }

    private Object writeReplace() {
      return new Form(
          path.orElse(null), train.orElse(null), valid.orElse(null), test.orElse(null), shares);
    }

    /** What Java serialization writes instead: an {@code Optional} is not serializable. */
    private record Form(
        @Nullable String path,
        @Nullable String train,
        @Nullable String valid,
        @Nullable String test,
        Shares shares)
        implements Serializable {

      private Object readResolve() {
        return new Text(
            Optional.ofNullable(path),
            Optional.ofNullable(train),
            Optional.ofNullable(valid),
            Optional.ofNullable(test),
            shares);
      }
    }
  }

  /**
   * {@code type = addition}: {@code 12+345=} to {@code 357}.
   *
   * @param digits most digits of an operand; each has 1 to {@code digits}
   */
  @Variant("addition")
  record Addition(int digits, int examples, Shares shares) implements CorpusSettings {

    /**
     * Checks both counts.
     *
     * @throws InvalidSettings if any value is out of range
     */
    public Addition {
      new Checks().between("digits", digits, 1, 18).atLeast("examples", examples, 1).done();
    }
  }

  /** {@code type = copy}: a random string to itself. */
  @Variant("copy")
  record Copy(int minLength, int maxLength, int symbols, int examples, Shares shares)
      implements CorpusSettings {

    /**
     * Checks every count.
     *
     * @throws InvalidSettings if any value is out of range
     */
    public Copy {
      randomStrings(minLength, maxLength, symbols, examples).done();
    }
  }

  /** {@code type = reverse}: a random string to its reversal. */
  @Variant("reverse")
  record Reverse(int minLength, int maxLength, int symbols, int examples, Shares shares)
      implements CorpusSettings {

    /**
     * Checks every count.
     *
     * @throws InvalidSettings if any value is out of range
     */
    public Reverse {
      randomStrings(minLength, maxLength, symbols, examples).done();
    }
  }

  /**
   * {@code type = learning-to-execute}: a small program to what it prints.
   *
   * @param length most digits of a number in the program
   * @param nesting most operations combined into one program
   */
  @Variant("learning-to-execute")
  record LearningToExecute(int length, int nesting, int examples, Shares shares)
      implements CorpusSettings {

    /**
     * Checks every count.
     *
     * @throws InvalidSettings if any value is out of range
     */
    public LearningToExecute {
      new Checks()
          .between("length", length, 1, 9)
          .between("nesting", nesting, 1, 9)
          .atLeast("examples", examples, 1)
          .done();
    }
  }

  /** Shares of train, valid and test; they sum to one. */
  record Shares(double train, double valid, double test) implements Serializable {

    private static final double TOLERANCE = 1e-9;

    /**
     * Checks every share and their sum.
     *
     * @throws InvalidSettings if a share is no share or the sum is not one
     */
    public Shares {
      new Checks()
          .that(
              train > 0 && train <= 1,
              "train",
              "must be greater than 0 and at most 1, got " + train)
          .share("valid", valid)
          .share("test", test)
          .done();
      BigDecimal sum =
          BigDecimal.valueOf(train).add(BigDecimal.valueOf(valid)).add(BigDecimal.valueOf(test));
      new Checks()
          .that(
              Math.abs(sum.doubleValue() - 1) <= TOLERANCE,
              "",
              "must sum to 1, got train %s + valid %s + test %s = %s"
                  .formatted(train, valid, test, sum.stripTrailingZeros().toPlainString()))
          .done();
    }
  }

  private static Checks randomStrings(int minLength, int maxLength, int symbols, int examples) {
    return new Checks()
        .atLeast("minLength", minLength, 1)
        .that(
            maxLength >= minLength,
            "maxLength",
            "must be at least minLength (" + minLength + "), got " + maxLength)
        .between("symbols", symbols, 2, 1000)
        .atLeast("examples", examples, 1);
  }
}
