package io.unroll.config;

import io.unroll.config.Schema.Flat;
import io.unroll.config.Schema.Variant;
import java.util.List;

/**
 * {@code type = series}: series of numbers to their label, or to what follows them.
 *
 * @param windows how a table in time becomes examples; for CSV
 * @param inputColumn column of arrays; for Parquet
 * @param targetColumn column of labels or arrays; for Parquet
 * @param standardise whether numbers get mean 0 and variance 1, by the training split's statistics
 */
@Variant("series")
public record SeriesSettings(
    @Flat ExampleFiles files,
    Format format,
    @Flat WindowSettings windows,
    String inputColumn,
    String targetColumn,
    boolean standardise)
    implements CorpusSettings, CorpusSettings.FromExampleFiles {

  /** Format of the series; {@code AUTO} decides by the file's ending. */
  public enum Format {
    AUTO,
    TS,
    CSV,
    PARQUET
  }

  /**
   * Checks the columns' names.
   *
   * @throws InvalidSettings if a name is blank
   */
  public SeriesSettings {
    new Checks()
        .that(!inputColumn.isBlank(), "inputColumn", "must name a column, got nothing")
        .that(!targetColumn.isBlank(), "targetColumn", "must name a column, got nothing")
        .done();
  }

  @Override
  public boolean validFromTrain() {
    return true;
  }

  @Override
  public Shares shares() {
    return files.shares();
  }

  @Override
  public CorpusContents contents() {
    return new CorpusContents(
        InputKind.NUMBERS,
        "series of numbers",
        switch (format) {
          case TS -> List.of(LearningTask.LABEL);
          case CSV -> List.of(LearningTask.NUMBERS);
          case AUTO, PARQUET -> List.of(LearningTask.LABEL, LearningTask.NUMBERS);
        });
  }

  @Override
  public int horizon() {
    return windows.horizon();
  }

  @Override
  public String targetOrigin() {
    return format == Format.PARQUET
        ? "corpus.targetColumn = " + targetColumn
        : CorpusSettings.super.targetOrigin();
  }
}
