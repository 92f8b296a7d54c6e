package io.unroll.config;

import java.io.Serializable;

/**
 * Size of the workers' steps.
 *
 * @param learningRate the rate that the schedule multiplies
 * @param learningRateSchedule its course over time
 */
public record LearningRateSettings(double learningRate, ScheduleSettings learningRateSchedule)
    implements Serializable {

  /**
   * Checks the rate.
   *
   * @throws InvalidSettings if it is not positive
   */
  public LearningRateSettings {
    new Checks().positive("learningRate", learningRate).done();
  }
}
