package io.unroll.training;

/** Says nothing. */
class SilentProgress implements TrainingProgress {}
