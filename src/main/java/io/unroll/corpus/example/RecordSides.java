package io.unroll.corpus.example;

import java.io.Serializable;
import java.util.Optional;

/** Maker of the two sides of an example from the two values of a record. */
public interface RecordSides extends Serializable {
  /** Values that are missing are empty. */
  Readings.Sides of(Optional<Object> input, Optional<Object> target) throws Unusable;
}
