package io.unroll.averaging;

import java.io.Serializable;

/**
 * Parameters of a model, or of a slice of it, and the optimiser state that all workers share.
 *
 * @param parameterBlock in DL4J's flat order
 * @param optimiserBlock likewise; empty for optimisers without state, and where it is not shared
 */
public record ModelState(FloatBlock parameterBlock, FloatBlock optimiserBlock)
    implements Serializable {

  /** Takes the arrays as they are. */
  public ModelState(float[] parameters, float[] optimiserState) {
    this(new FloatBlock(parameters), new FloatBlock(optimiserState));
  }

  /** Returns a state of zeros. */
  static ModelState zero(int parameters, int optimiserState) {
    return new ModelState(new float[parameters], new float[optimiserState]);
  }

  /** Returns the array itself. */
  public float[] parameters() {
    return parameterBlock.values();
  }

  /** Returns the array itself. */
  public float[] optimiserState() {
    return optimiserBlock.values();
  }

  ModelState copy() {
    return new ModelState(parameters().clone(), optimiserState().clone());
  }

  /** Returns one slice. */
  ModelState cut(Slicing slicing, int slice) {
    return new ModelState(slicing.cut(parameters(), slice), slicing.cut(optimiserState(), slice));
  }

  /** Puts one slice in its place. */
  void paste(Slicing slicing, int slice, ModelState part) {
    slicing.paste(part.parameters(), slice, parameters());
    slicing.paste(part.optimiserState(), slice, optimiserState());
  }

  long bytes() {
    return (long) Float.BYTES * (parameters().length + optimiserState().length);
  }
}
