package io.unroll.layers;

import io.unroll.layers.reference.LstmReference;
import io.unroll.layers.reference.ReferenceCell;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Our LSTM layer against the equations. */
class SequenceLstmReferenceTest extends CellLayerProperties {

  @Override
  ReferenceCell reference() {
    return new LstmReference();
  }

  @Override
  Layer layer(int inputSize, int hidden) {
    SequenceLstm layer = new SequenceLstm();
    layer.setNIn(inputSize);
    layer.setNOut(hidden);
    return layer;
  }

  @Override
  boolean holdsStateOverPadding() {
    return false;
  }
}
