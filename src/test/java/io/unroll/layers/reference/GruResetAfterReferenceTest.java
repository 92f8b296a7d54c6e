package io.unroll.layers.reference;

class GruResetAfterReferenceTest extends CellReferenceProperties {

  @Override
  ReferenceCell cell() {
    return new GruResetAfterReference();
  }
}
