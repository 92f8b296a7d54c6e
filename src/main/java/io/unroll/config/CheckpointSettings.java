package io.unroll.config;

import java.io.Serializable;

/**
 * Times of checkpoints within an epoch; one is written after every epoch anyway.
 *
 * @param minutes time after which one is written within an epoch
 */
public record CheckpointSettings(double minutes) implements Serializable {

  /**
   * Checks the time.
   *
   * @throws InvalidSettings if it is not positive
   */
  public CheckpointSettings {
    new Checks().positive("minutes", minutes).done();
  }
}
