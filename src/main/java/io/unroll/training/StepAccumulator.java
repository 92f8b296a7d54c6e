package io.unroll.training;

import org.apache.spark.util.AccumulatorV2;

/** Accumulator of steps over tasks; those of a task that runs again count again. */
final class StepAccumulator extends AccumulatorV2<StepCount, StepCount> {
  private static final long serialVersionUID = 1L;

  private StepCount sum = StepCount.NONE;

  @Override
  public boolean isZero() {
    return sum.steps() == 0;
  }

  @Override
  public AccumulatorV2<StepCount, StepCount> copy() {
    StepAccumulator copy = new StepAccumulator();
    copy.sum = sum;
    return copy;
  }

  @Override
  public void reset() {
    sum = StepCount.NONE;
  }

  @Override
  public void add(StepCount more) {
    sum = sum.plus(more);
  }

  @Override
  public void merge(AccumulatorV2<StepCount, StepCount> other) {
    add(other.value());
  }

  @Override
  public StepCount value() {
    return sum;
  }
}
