package io.unroll.config;

import io.unroll.config.Schema.Flat;
import io.unroll.config.Schema.Variant;
import java.io.Serializable;
import java.util.Optional;

/**
 * {@code type = parallel}: texts and their translations, side by side in columns or in two files
 * whose lines belong together.
 *
 * @param separator what stands between columns; {@code tab} for a tab
 * @param sourceColumn column of the input, from 1
 * @param targetColumn column of the target, from 1
 */
@Variant("parallel")
public record ParallelSettings(
    @Flat ExampleFiles files,
    String separator,
    int sourceColumn,
    int targetColumn,
    @Flat Suffixes suffixes)
    implements CorpusSettings, CorpusSettings.FromExampleFiles {
  private static final String TAB = "tab";

  /**
   * Suffixes of the file of inputs and that of targets: {@code PREFIX.en}, {@code PREFIX.fr}.
   * Without them one file holds both in columns.
   */
  public record Suffixes(Optional<String> sourceSuffix, Optional<String> targetSuffix)
      implements Serializable {

    /**
     * Checks that there are two or none.
     *
     * @throws InvalidSettings if one is missing, or both are the same
     */
    public Suffixes {
      boolean hasSource = sourceSuffix.isPresent();
      String given = hasSource ? "sourceSuffix" : "targetSuffix";
      String missing = hasSource ? "targetSuffix" : "sourceSuffix";
      new Checks()
          .that(
              sourceSuffix.isPresent() == targetSuffix.isPresent(),
              missing,
              "must be given where %s is, or neither: PREFIX.en and PREFIX.fr need both suffixes"
                  .formatted(given))
          .that(
              sourceSuffix.isEmpty() || !sourceSuffix.equals(targetSuffix),
              "targetSuffix",
              "must not be sourceSuffix, got \"" + targetSuffix.orElse("") + "\" twice")
          .done();
    }

    /** Returns one file with columns. */
    public static Suffixes none() {
      return new Suffixes(Optional.empty(), Optional.empty());
    }

    private Object writeReplace() {
      return SerializedRecord.of(this);
    }
  }

  /**
   * Checks columns and separator.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public ParallelSettings {
    new Checks()
        .that(
            !separator.isEmpty() && separator.chars().noneMatch(c -> c == '\n' || c == '\r'),
            "separator",
            "must be tab or other characters of one line, got \"" + separator + "\"")
        .atLeast("sourceColumn", sourceColumn, 1)
        .atLeast("targetColumn", targetColumn, 1)
        .that(
            sourceColumn != targetColumn,
            "targetColumn",
            "must not be sourceColumn, got " + targetColumn + " twice")
        .done();
  }

  @Override
  public CorpusSettings.Shares shares() {
    return files.shares();
  }

  /** Returns the characters between columns. */
  public String separatorText() {
    return separator.equals(TAB) ? "\t" : separator;
  }

  @Override
  public CorpusContents contents() {
    return CorpusContents.pairsOfTexts();
  }
}
