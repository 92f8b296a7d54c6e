package io.unroll.config;

import io.unroll.config.CorpusSettings.Shares;
import io.unroll.config.Schema.Flat;
import io.unroll.config.Schema.Variant;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * {@code type = table}: any table or SQL query of Spark.
 *
 * @param division how rows are divided into splits where no column says so, and which are left out
 */
@Variant("table")
public record TableSettings(
    @Flat TableSource source,
    @Flat Columns columns,
    InputKind input,
    Target target,
    @Flat SplitSettings division)
    implements CorpusSettings {

  /** Kind of the targets. */
  public enum Target {
    /** A text. */
    TEXT,
    /** One label. */
    LABEL,
    /** One label for each word or step of the input. */
    LABELS
  }

  /**
   * Names of columns.
   *
   * @param splitColumn holds train, valid or test; without, shares divide the rows
   * @param groupColumn rows of the same value fall into the same split; without, {@code splitBy}
   */
  public record Columns(
      String inputColumn,
      String targetColumn,
      Optional<String> splitColumn,
      Optional<String> groupColumn)
      implements Serializable {

    /**
     * Checks that nothing is said twice.
     *
     * @throws InvalidSettings if input and target are one, or splits are given in two ways
     */
    public Columns {
      new Checks()
          .that(
              !inputColumn.equals(targetColumn),
              "targetColumn",
              "must not be inputColumn, got " + targetColumn + " twice")
          .that(
              splitColumn.isEmpty() || groupColumn.isEmpty(),
              "groupColumn",
              "must not be given together with splitColumn, which decides already")
          .done();
    }

    private Object writeReplace() {
      return SerializedRecord.of(this);
    }
  }

  /**
   * Checks that labels have steps to belong to.
   *
   * @throws InvalidSettings if each step is to have a label but the input has no steps yet
   */
  public TableSettings {
    new Checks()
        .that(
            target != Target.LABELS || input != InputKind.TEXT,
            "input",
            "must be words or numbers for target = labels, got text: a label belongs to each step")
        .done();
  }

  @Override
  public CorpusContents contents() {
    if (target == Target.TEXT && input == InputKind.TEXT) {
      return CorpusContents.pairsOfTexts();
    }
    return new CorpusContents(
        input,
        "sequences and their labels",
        switch (target) {
          case TEXT -> List.of();
          case LABEL -> List.of(LearningTask.LABEL);
          case LABELS -> List.of(LearningTask.STEP_LABELS);
        });
  }

  @Override
  public String inputOrigin() {
    return "corpus.inputColumn = " + columns.inputColumn();
  }

  @Override
  public String targetOrigin() {
    return "corpus.targetColumn = " + columns.targetColumn();
  }

  @Override
  public Shares shares() {
    return division.shares();
  }

  /** Returns which examples stay together. */
  public SplitBy splitBy() {
    return division.splitBy();
  }

  @Override
  public boolean dropDuplicates() {
    return division.dropDuplicates();
  }

  @Override
  public OnBadRecord onBadRecord() {
    return division.onBadRecord();
  }
}
