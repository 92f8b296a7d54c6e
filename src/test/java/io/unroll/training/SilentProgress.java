package io.unroll.training;

/** Progress that prints nothing. */
class SilentProgress implements TrainingProgress {}
