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
record WholeModel(ModelState model, float[] outerState) implements Serializable {

  /** Cutter of slices out of a broadcast model. */
  record Source(Broadcast<WholeModel> whole) implements SlotSource {
    @Override
    public Slot read(int slice, int slices) {
      WholeModel all = whole.value();
      Slicing slicing = new Slicing(slices);
      return Slot.of(
          slice,
          all.model.cut(slicing, slice),
          slicing.cut(all.outerState, slice),
          Optional.empty());
    }
  }

  /** Returns the rounds' model put together, arrays as long as here. */
  WholeModel of(Iterator<Slot> slots, int slices) {
    WholeModel next =
        new WholeModel(
            ModelState.zero(model.parameters().length, model.optimiserState().length),
            new float[outerState.length]);
    Slicing slicing = new Slicing(slices);
    slots.forEachRemaining(
        slot -> {
          next.model.paste(slicing, slot.slice(), slot.model());
          slicing.paste(slot.outerValues(), slot.slice(), next.outerState);
        });
    return next;
  }
}
