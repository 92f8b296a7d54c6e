package io.unroll.config;

import io.unroll.config.Schema.Flat;
import io.unroll.config.Schema.Variant;
import java.io.Serializable;
import java.util.Optional;

/** {@code type = tagged}: sentences of words, each with its tag; one word a line. */
@Variant("tagged")
public record TaggedSettings(
    @Flat ExampleFiles files, Format format, @Flat Columns columns, Tags tags)
    implements CorpusSettings, CorpusSettings.FromExampleFiles {

  /** Format of the sentences. */
  public enum Format {
    /** Columns between blanks or tabs; {@code -DOCSTART-} lines between documents. */
    CONLL,
    /** Ten columns between tabs, comments, multiword ranges and empty nodes. */
    CONLLU
  }

  /** Interpretation of the tags. */
  public enum Tags {
    /** Nothing. */
    AS_IS,
    /** IOB1 is read, IOB2 comes out: every chunk starts with B. */
    IOB1,
    /** They must be IOB2: an I that continues no chunk of its kind is a bad record. */
    IOB2
  }

  /**
   * Columns of words and tags, from 1; {@code off} in a settings file means empty.
   *
   * @param wordColumn otherwise 2 in CoNLL-U, 1 in CoNLL
   * @param tagColumn otherwise 4 in CoNLL-U, the last in CoNLL
   */
  public record Columns(Optional<Integer> wordColumn, Optional<Integer> tagColumn)
      implements Serializable {

    /**
     * Checks both numbers.
     *
     * @throws InvalidSettings if one is less than 1, or both are the same
     */
    public Columns {
      new Checks()
          .atLeast("wordColumn", wordColumn.orElse(1), 1)
          .atLeast("tagColumn", tagColumn.orElse(1), 1)
          .that(
              wordColumn.isEmpty() || !wordColumn.equals(tagColumn),
              "tagColumn",
              "must not be wordColumn, got " + tagColumn.orElse(0) + " twice")
          .done();
    }

    /** Returns the columns of the format. */
    public static Columns standard() {
      return new Columns(Optional.empty(), Optional.empty());
    }

    private Object writeReplace() {
      return SerializedRecord.of(this);
    }
  }

  @Override
  public CorpusSettings.Shares shares() {
    return files.shares();
  }

  @Override
  public CorpusContents contents() {
    return CorpusContents.of(
        InputKind.WORDS, "sequences and their labels", LearningTask.STEP_LABELS);
  }

  @Override
  public String targetOrigin() {
    return "corpus.tagColumn" + columns.tagColumn().map(column -> " = " + column).orElse("");
  }
}
