package io.unroll.evaluation;

import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.Overlap;
import io.unroll.evaluation.measure.SpanScores;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Rules by which tags of a sequence are judged.
 *
 * @param names by id
 * @param spans whether by the spans they mark, or one by one
 */
record LabelledTags(List<String> names, boolean spans) implements Serializable {

  /** Returns the counts from which {@link #value} is computed. */
  Counts counts(int[] wanted, int[] given) {
    if (spans) {
      Overlap all = SpanScores.of(names(wanted), names(given)).all();
      return new Counts(all.common(), all.predicted(), all.reference());
    }
    double right = 0;
    for (int step = 0; step < wanted.length; step++) {
      if (wanted[step] == given[step]) {
        right++;
      }
    }
    return new Counts(right, wanted.length);
  }

  double value(Counts counts) {
    return (spans ? Headline.SPAN_F1 : Headline.ACCURACY).value(counts);
  }

  private List<String> names(int[] ids) {
    return Arrays.stream(ids).mapToObj(names::get).toList();
  }
}
