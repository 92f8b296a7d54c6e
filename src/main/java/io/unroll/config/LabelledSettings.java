package io.unroll.config;

import io.unroll.config.Schema.Flat;
import io.unroll.config.Schema.Variant;

/**
 * {@code type = labelled}: sequences with one label each, in text files with columns, JSON lines or
 * Parquet.
 *
 * @param header whether the first line of a TSV or CSV file names its columns
 * @param inputColumn name of the column with the sequence, or its number from 1
 * @param labelColumn name of the column with the label, or its number from 1
 * @param trim whether blanks around input and label are cut off
 */
@Variant("labelled")
public record LabelledSettings(
    @Flat ExampleFiles files,
    Format format,
    boolean header,
    String inputColumn,
    String labelColumn,
    InputKind input,
    boolean trim)
    implements CorpusSettings, CorpusSettings.FromExampleFiles {

  /** Format of the records. */
  public enum Format {
    /** By the ending of each file's name. */
    AUTO,
    /** Columns between tabs; no quotes. */
    TSV,
    /** RFC 4180: columns between commas, some in quotes. */
    CSV,
    /** One JSON object a line. */
    JSON,
    /** Apache Parquet. */
    PARQUET
  }

  /**
   * Checks what can be checked without the files.
   *
   * @throws InvalidSettings if the columns cannot be found, or cannot hold what they must
   */
  public LabelledSettings {
    boolean columns = format == Format.TSV || format == Format.CSV;
    new Checks()
        .that(!columns || header || isNumber(inputColumn), "inputColumn", mustBeNumber(inputColumn))
        .that(!columns || header || isNumber(labelColumn), "labelColumn", mustBeNumber(labelColumn))
        .that(
            !inputColumn.equals(labelColumn),
            "labelColumn",
            "must not be inputColumn, got " + labelColumn + " twice")
        .that(
            !columns || input != InputKind.NUMBERS,
            "input",
            "must be text or words for format = %s, got numbers: its columns hold no arrays"
                .formatted(Schema.label(format)))
        .done();
  }

  @Override
  public CorpusSettings.Shares shares() {
    return files.shares();
  }

  /** Returns whether a column is given by its number, from 1. */
  public static boolean isNumber(String column) {
    return column.matches("[1-9][0-9]{0,8}");
  }

  private static String mustBeNumber(String found) {
    return "must be a column's number, from 1, where header is false, got \"" + found + "\"";
  }

  @Override
  public CorpusContents contents() {
    return CorpusContents.of(input, "sequences and their labels", LearningTask.LABEL);
  }

  @Override
  public String inputOrigin() {
    return "corpus.inputColumn = " + inputColumn;
  }

  @Override
  public String targetOrigin() {
    return "corpus.labelColumn = " + labelColumn;
  }
}
