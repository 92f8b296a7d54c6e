package io.unroll.averaging;

import java.io.Serializable;

/** What a task gets of a slice. */
@FunctionalInterface
interface Handover extends Serializable {
  Delivery of(Slot slot, int task);
}
