package io.unroll.averaging;

import java.io.IOException;
import java.io.Serializable;

/** Source of a model's slices when rounds begin; read on executors. */
public interface SlotSource extends Serializable {

  /** Returns one slice of a model that is cut into this many. */
  Slot read(int slice, int slices) throws IOException;
}
