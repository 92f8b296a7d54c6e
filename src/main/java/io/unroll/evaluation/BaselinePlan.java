package io.unroll.evaluation;

import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;

/**
 * Baselines to compute, by name, in the order they were added.
 *
 * @param train what they learn from
 * @param test what they are measured on
 */
record BaselinePlan(
    SideCodec source,
    SideCodec target,
    JavaRDD<SequenceBatch> train,
    JavaRDD<SequenceBatch> test,
    Map<String, Callable<BaselineScores.Score>> works) {

  static BaselinePlan of(
      SideCodec source,
      SideCodec target,
      JavaRDD<SequenceBatch> train,
      JavaRDD<SequenceBatch> test) {
    return new BaselinePlan(source, target, train, test, new LinkedHashMap<>());
  }

  void add(String name, Callable<Double> value) {
    addScored(name, () -> new BaselineScores.Score(name, value.call()));
  }

  /** Adds one that says itself how it is called in the report. */
  void addScored(String name, Callable<BaselineScores.Score> score) {
    works.put(name, score);
  }
}
