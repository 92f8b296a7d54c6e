package io.unroll.files;

import java.io.IOException;

/** Check that a writer makes right before it publishes: the place must still be its own. */
@FunctionalInterface
public interface Fence {
  /** Lets everything pass: for places that no one else can reach. */
  Fence NONE = () -> {};

  /**
   * Returns where the writer may go on.
   *
   * @throws LeaseLost if another holds the place now
   */
  void check() throws IOException;
}
