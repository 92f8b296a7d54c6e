package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StopMetricTest {
  private static final EpochSummary.Valid SURE = new EpochSummary.Valid(0.5, 0.8, null);
  private static final EpochSummary.Valid RIGHT = new EpochSummary.Valid(0.7, 0.9, null);

  @Test
  void better_byLossOrAccuracy_goesDownOrUp() {
    assertTrue(StopMetric.LOSS.better(SURE, RIGHT));
    assertFalse(StopMetric.LOSS.better(RIGHT, SURE));
    assertFalse(StopMetric.LOSS.better(SURE, SURE));
    assertTrue(StopMetric.ACCURACY.better(RIGHT, SURE));
    assertFalse(StopMetric.ACCURACY.better(SURE, RIGHT));
  }

  @Test
  void better_byAMeasuredMetric_followsItsDirection() {
    EpochSummary.Valid low = SURE.with("figure", 1);
    EpochSummary.Valid high = SURE.with("figure", 2);
    assertTrue(metric(true).better(high, low));
    assertFalse(metric(true).better(low, high));
    assertTrue(metric(false).better(low, high));
    assertFalse(metric(false).better(high, low));
  }

  @Test
  void better_noNumber_isTheWorst() {
    EpochSummary.Valid some = SURE.with("figure", 1);
    EpochSummary.Valid none = SURE.with("figure", Double.NaN);
    assertTrue(metric(false).better(some, none));
    assertFalse(metric(false).better(none, some));
    assertFalse(metric(false).better(none, none));
    assertFalse(metric(false).better(SURE, some));
  }

  @Test
  void measured_lossOrAccuracy_looksAtNoModel() {
    assertSame(
        SURE,
        StopMetric.LOSS.measured(
            SURE,
            () -> {
              throw new AssertionError("no model is needed");
            }));
  }

  @Test
  void measured_anotherMetric_isThatOfTheModel() {
    assertEquals(
        new EpochSummary.Measured("figure", 3),
        metric(true).measured(SURE, () -> new float[] {1, 2}).measured());
  }

  private static StopMetric metric(boolean higherIsBetter) {
    return new StopMetric(
        "figure", higherIsBetter, Optional.of(model -> (double) model[0] + model[1]));
  }
}
