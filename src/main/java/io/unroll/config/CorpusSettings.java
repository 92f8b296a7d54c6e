package io.unroll.config;

import io.unroll.config.Schema.ChosenBy;
import io.unroll.config.Schema.Flat;
import io.unroll.config.Schema.Variant;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Optional;

/** Settings of the source of examples; one record per {@code corpus.type}. */
@ChosenBy("type")
public sealed interface CorpusSettings extends Serializable
    permits CorpusSettings.Text,
        ParallelSettings,
        LabelledSettings,
        TaggedSettings,
        TableSettings,
        SeriesSettings,
        FramesSettings,
        AttributesSettings,
        ImagesSettings,
        CorpusSettings.Addition,
        CorpusSettings.Copy,
        CorpusSettings.Reverse,
        CorpusSettings.LearningToExecute,
        AddingProblemSettings {

  /**
   * Returns the share of the examples (or of the text's tokens, in reading order) each split
   * receives.
   */
  Shares shares();

  /** Returns whether only the first of equal examples of a split is kept. */
  default boolean dropDuplicates() {
    return !(this instanceof FromExampleFiles examples) || examples.files().dropDuplicates();
  }

  /** Returns the treatment of records that cannot be examples. */
  default OnBadRecord onBadRecord() {
    return this instanceof FromExampleFiles examples
        ? examples.files().onBadRecord()
        : OnBadRecord.FAIL;
  }

  /**
   * Returns whether batches of the training split are to be trained on in the order of the shards.
   */
  default boolean ordered() {
    return false;
  }

  /** Returns the treatment of bytes that are not UTF-8. */
  default OnMalformed onMalformed() {
    return this instanceof FromExampleFiles examples
        ? examples.files().onMalformed()
        : OnMalformed.FAIL;
  }

  /** Returns what the corpus holds. */
  CorpusContents contents();

  /** Returns whether it is one running text, not examples. */
  default boolean isRunningText() {
    return contents().tasks().contains(LearningTask.NEXT_TOKEN);
  }

  /** Returns whether examples are a source text and a target text. */
  default boolean pairsTexts() {
    return contents().tasks().contains(LearningTask.TEXT_TO_TEXT);
  }

  /** Returns whether texts to write are sentences, not symbols of a task or single words. */
  default boolean hasSentences() {
    return !(this instanceof Generated);
  }

  /** Returns whether slots stand for values in texts to write. */
  default boolean delexicalise() {
    return false;
  }

  /** Returns the numbers of a step, where the settings say how many. */
  default Optional<Widths> widths() {
    return Optional.empty();
  }

  /** Returns why an encoder cannot read these inputs; empty where it can. */
  default Optional<String> refusal(ModelSettings.Encoder encoder) {
    return Optional.empty();
  }

  /** Returns how many steps a target has where all have as many. */
  default int horizon() {
    return 1;
  }

  /** Returns where inputs come from, by their setting, for errors. */
  default String inputOrigin() {
    return "corpus: the inputs";
  }

  /** Returns where targets come from, by their setting, for errors. */
  default String targetOrigin() {
    return "corpus: the targets";
  }

  /** Numbers of a step of an input and of a target. */
  record Widths(int input, int target) {}

  /** A corpus that is made up, not read. */
  interface Generated extends Serializable {
    /** Returns the number of examples, all splits together. */
    int examples();
  }

  /** A corpus that is read from files. */
  interface FromFiles extends Serializable {
    /** Returns the files to read. */
    Paths paths();
  }

  /** A corpus whose files hold one example after the other. */
  interface FromExampleFiles extends FromFiles {
    /** Returns the keys that all of them have. */
    ExampleFiles files();

    /** Returns whether {@code valid} is a share of {@code train} where it is not given. */
    default boolean validFromTrain() {
      return false;
    }

    @Override
    default Paths paths() {
      return files().paths();
    }
  }

  /**
   * {@code type = text}: plain text files, cut by {@code shares} where one path is given. Globs,
   * .gz, .bz2 and Hadoop URIs are fine.
   *
   * @param documents what ends with an end of its own
   * @param onMalformed what happens to lines that are not UTF-8
   */
  @Variant("text")
  record Text(@Flat Paths paths, Shares shares, Documents documents, OnMalformed onMalformed)
      implements CorpusSettings, FromFiles {

    /** Lines of UTF-8. */
    public static Text lines(Paths paths, Shares shares) {
      return new Text(paths, shares, Documents.LINES, OnMalformed.FAIL);
    }

    @Override
    public CorpusContents contents() {
      return CorpusContents.of(InputKind.TEXT, "running text", LearningTask.NEXT_TOKEN);
    }
  }

  /**
   * {@code type = addition}: {@code 12+345=} to {@code 357}.
   *
   * @param digits most digits of an operand; each has 1 to {@code digits}
   */
  @Variant("addition")
  record Addition(int digits, int examples, Shares shares) implements CorpusSettings, Generated {

    /**
     * Checks both counts.
     *
     * @throws InvalidSettings if any value is out of range
     */
    public Addition {
      new Checks().between("digits", digits, 1, 18).atLeast("examples", examples, 1).done();
    }

    @Override
    public CorpusContents contents() {
      return CorpusContents.pairsOfTexts();
    }
  }

  /** {@code type = copy}: a random string to itself. */
  @Variant("copy")
  record Copy(int minLength, int maxLength, int symbols, int examples, Shares shares)
      implements CorpusSettings, Generated {

    /**
     * Checks every count.
     *
     * @throws InvalidSettings if any value is out of range
     */
    public Copy {
      randomStrings(minLength, maxLength, symbols, examples).done();
    }

    @Override
    public CorpusContents contents() {
      return CorpusContents.pairsOfTexts();
    }
  }

  /** {@code type = reverse}: a random string to its reversal. */
  @Variant("reverse")
  record Reverse(int minLength, int maxLength, int symbols, int examples, Shares shares)
      implements CorpusSettings, Generated {

    /**
     * Checks every count.
     *
     * @throws InvalidSettings if any value is out of range
     */
    public Reverse {
      randomStrings(minLength, maxLength, symbols, examples).done();
    }

    @Override
    public CorpusContents contents() {
      return CorpusContents.pairsOfTexts();
    }
  }

  /**
   * {@code type = learning-to-execute}: a small program to what it prints.
   *
   * @param length most digits of a number in the program
   * @param nesting most operations combined into one program
   * @param curriculum difficulty of the training examples; the others have the full one
   */
  @Variant("learning-to-execute")
  record LearningToExecute(
      int length, int nesting, Curriculum curriculum, int examples, Shares shares)
      implements CorpusSettings, Generated {

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

    @Override
    public CorpusContents contents() {
      return CorpusContents.pairsOfTexts();
    }

    @Override
    public boolean ordered() {
      return curriculum == Curriculum.NAIVE || curriculum == Curriculum.COMBINED;
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
