package io.unroll.layers.reference;

class GruResetBeforeReferenceTest extends CellReferenceProperties {

  @Override
  ReferenceCell cell() {
    return new GruResetBeforeReference();
  }
}
