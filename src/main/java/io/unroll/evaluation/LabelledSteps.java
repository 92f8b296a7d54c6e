package io.unroll.evaluation;

import io.unroll.decoding.Answer;
import io.unroll.evaluation.measure.Additive;
import io.unroll.evaluation.measure.Calibration;
import io.unroll.evaluation.measure.LabelScores;
import io.unroll.evaluation.measure.Measurement;
import io.unroll.shards.EncodedSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Labels of an example, step by step.
 *
 * @param wanted those of the reference
 * @param given those answered; {@link LabelScores#NO_LABEL} where the network answered no number
 */
record LabelledSteps(List<String> wanted, List<String> given, Calibration calibration) {

  static LabelledSteps of(AnsweredExample one) {
    Answer answer = one.answer();
    List<String> names = one.target().names();
    List<String> wanted = named(one.reference().sequence(), names);
    List<String> answered = named(answer.sequence(), names);
    List<String> given = new ArrayList<>();
    List<Calibration> sure = new ArrayList<>();
    for (int step = 0; step < wanted.size(); step++) {
      float log = answer.logProbabilities()[step];
      if (Float.isNaN(log)) {
        given.add(LabelScores.NO_LABEL);
        continue;
      }
      given.add(answered.get(step));
      sure.add(Calibration.of(Math.exp(log), wanted.get(step).equals(answered.get(step))));
    }
    return new LabelledSteps(wanted, given, Additive.sum(sure).orElse(Calibration.NONE));
  }

  private static List<String> named(EncodedSequence ids, List<String> names) {
    return Arrays.stream(ids.ids()).mapToObj(names::get).toList();
  }

  static List<Measurement> averagedF1(LabelScores labels, Signatures in) {
    return labels.measurements(in.split(), in.version()).stream()
        .filter(measurement -> measurement.name().endsWith("F1"))
        .toList();
  }
}
