package io.unroll.evaluation;

import io.unroll.config.Settings;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/** Baselines of each model type, in its headline metric. */
public record BaselineScores(Settings settings, SideCodec source, SideCodec target) {
  /**
   * A baseline's figure.
   *
   * @param name of one that had to be cut short, with how far it went
   */
  record Score(String name, double value) {}

  /**
   * By name; what cannot be computed is left out.
   *
   * @param extras told what is left out
   */
  public Map<String, Double> of(
      JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test, Extras extras) {
    Map<String, Double> scores = new LinkedHashMap<>();
    BaselinePlan plan = BaselinePlan.of(source, target, train, test);
    AnswerKind.of(settings, target.summary(), target.names()).plan(plan);
    plan.works()
        .forEach(
            (name, work) -> {
              String what = "baseline " + name;
              Optional<Score> score = extras.of(what, work);
              if (score.filter(found -> !Double.isFinite(found.value)).isPresent()) {
                extras.leaveOut(what, "it comes to no finite number on this split");
              } else {
                score.ifPresent(found -> scores.put(found.name, found.value));
              }
            });
    return scores;
  }
}
