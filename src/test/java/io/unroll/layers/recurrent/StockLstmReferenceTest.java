package io.unroll.layers.recurrent;

import io.unroll.layers.reference.LstmReference;
import io.unroll.layers.reference.ReferenceCell;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** DL4J's own LSTM layer in double precision: the reference means the same by its parameters. */
class StockLstmReferenceTest extends CellLayerProperties {

  @Override
  ReferenceCell reference() {
    return new LstmReference();
  }

  @Override
  Layer layer(int inputSize, int hidden) {
    return new LSTM.Builder()
        .nIn(inputSize)
        .nOut(hidden)
        .activation(Activation.TANH)
        .dataFormat(RNNFormat.NCW)
        .build();
  }

  @Override
  DataType type() {
    return DataType.DOUBLE;
  }

  /** It sets the state to zero at padding instead. */
  @Override
  boolean holdsStateOverPadding() {
    return false;
  }
}
