package io.unroll.layers.reference;

class LstmReferenceTest extends CellReferenceProperties {

  @Override
  ReferenceCell cell() {
    return new LstmReference();
  }
}
