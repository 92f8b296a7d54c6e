package io.unroll.averaging;

import java.io.Serializable;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Assembler of a model from its slices.
 *
 * @param parameters values of the whole
 * @param optimiserState likewise; 0 where it is not needed or not shared
 */
record Gathering(Slicing slicing, int parameters, int optimiserState) implements Serializable {

  /** A whole model and what came with it for its worker. */
  record Gathered(ModelState model, WorkerState own) {}

  /**
   * @throws IllegalStateException if a slice is missing or comes twice
   */
  Gathered of(Iterator<Delivery> deliveries) {
    ModelState model = ModelState.zero(parameters, optimiserState);
    boolean[] there = new boolean[slicing.slices()];
    int count = 0;
    @Nullable WorkerState own = null;
    while (deliveries.hasNext()) {
      Delivery delivery = deliveries.next();
      if (there[delivery.slice()]) {
        throw new IllegalStateException("slice " + delivery.slice() + " was delivered twice");
      }
      there[delivery.slice()] = true;
      count++;
      model.paste(slicing, delivery.slice(), delivery.model());
      own = delivery.own() == null ? own : delivery.own();
    }
    if (count != there.length) {
      throw new IllegalStateException(
          "%s of %s slices of the model were delivered".formatted(count, there.length));
    }
    return new Gathered(model, own == null ? WorkerState.NONE : own);
  }
}
