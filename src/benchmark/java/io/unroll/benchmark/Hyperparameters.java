package io.unroll.benchmark;

/** Hyperparameters of every side. */
final class Hyperparameters {
  static final double LEARNING_RATE = 0.001;
  static final double BETA1 = 0.9;
  static final double BETA2 = 0.999;
  static final double EPSILON = 1e-8;
  static final double CLIP_NORM = 5.0;
  static final long SEED = 7;

  private Hyperparameters() {}
}
