package io.unroll.config;

import java.io.Serializable;
import java.util.Optional;

/**
 * Treatment of inputs a trained model was not made for.
 *
 * @param maxLength longest input that is answered, in steps; empty for {@code shards.maxLength}
 * @param onTooLong what becomes of longer ones
 * @param onBadRow what becomes of a row that is no input of the model
 */
public record AnsweringSettings(Optional<Integer> maxLength, OnTooLong onTooLong, OnBadRow onBadRow)
    implements Serializable {

  /** Treatment of inputs that are too long. */
  public enum OnTooLong {
    /** Answering ends with an error that names the input. */
    REFUSE,
    /** Their first steps are answered. */
    CUT,
    /** They get no answer. */
    SKIP
  }

  /** Treatment of rows that are not valid inputs. */
  public enum OnBadRow {
    /** Answering ends with an error that names the row. */
    FAIL,
    /** It gets no answer. */
    SKIP
  }

  /**
   * Checks the length.
   *
   * @throws InvalidSettings if it is below 1
   */
  public AnsweringSettings {
    new Checks().atLeast("maxLength", maxLength.orElse(1), 1).done();
  }

  private Object writeReplace() {
    return SerializedRecord.of(this);
  }
}
