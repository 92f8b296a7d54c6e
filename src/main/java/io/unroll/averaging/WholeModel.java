package io.unroll.averaging;

import java.io.Serializable;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;

/**
 * A model that is in one piece on the driver.
 *
 * @param outerState the outer rule's
 */
record WholeModel(float[] parameters, float[] optimiserState, float[] outerState)
    implements Serializable {

  /** Cutter of slices out of a broadcast model. */
  record Source(Broadcast<WholeModel> whole) implements SlotSource {
    @Override
    public Slot read(int slice, int slices) {
      WholeModel model = whole.value();
      Slicing slicing = new Slicing(slices);
      return Slot.of(
          slice,
          slicing.cut(model.parameters, slice),
          slicing.cut(model.optimiserState, slice),
          slicing.cut(model.outerState, slice),
          Optional.empty());
    }
  }

  /** Returns the rounds' model put together, arrays as long as here. */
  WholeModel of(Iterator<Slot> slots, int slices) {
    WholeModel next =
        new WholeModel(
            new float[parameters.length],
            new float[optimiserState.length],
            new float[outerState.length]);
    Slicing slicing = new Slicing(slices);
    slots.forEachRemaining(
        slot -> {
          slicing.paste(slot.parameterValues(), slot.slice(), next.parameters);
          slicing.paste(slot.optimiserValues(), slot.slice(), next.optimiserState);
          slicing.paste(slot.outerValues(), slot.slice(), next.outerState);
        });
    return next;
  }
}
