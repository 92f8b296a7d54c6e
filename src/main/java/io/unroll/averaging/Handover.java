package io.unroll.averaging;

import java.io.Serializable;

/** Part of a slice that a task is given. */
@FunctionalInterface
interface Handover extends Serializable {
  Delivery of(Slot slot, int task);
}
