package io.unroll.answering;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * Counts of inputs that were not answered as they came.
 *
 * @param cut answered by their first steps
 * @param tooLong without an answer for their length
 * @param unreadable without an answer, since they are no input of the model
 */
public record AnswerTally(LongAccumulator cut, LongAccumulator tooLong, LongAccumulator unreadable)
    implements Serializable {

  /** Of this JVM alone. */
  public static AnswerTally local() {
    return new AnswerTally(new LongAccumulator(), new LongAccumulator(), new LongAccumulator());
  }

  /** Of all tasks; one that runs again counts again. */
  public static AnswerTally of(SparkContext spark) {
    return new AnswerTally(
        spark.longAccumulator("inputs cut"),
        spark.longAccumulator("inputs too long"),
        spark.longAccumulator("inputs unreadable"));
  }

  /** Returns the counts for people; empty where there is nothing to tell. */
  public Optional<String> told() {
    StringJoiner told = new StringJoiner(", ");
    told.setEmptyValue("");
    tell(told, cut, "cut to the longest input that is answered");
    tell(told, tooLong, "too long for an answer");
    tell(told, unreadable, "no inputs of this model, without an answer");
    return Optional.of(told.toString()).filter(text -> !text.isEmpty());
  }

  private static void tell(StringJoiner told, LongAccumulator count, String what) {
    if (count.value() > 0) {
      told.add(String.format(Locale.ROOT, "%,d %s", count.value(), what));
    }
  }
}
