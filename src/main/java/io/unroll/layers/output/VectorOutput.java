package io.unroll.layers.output;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossL2;

/**
 * A vector at every step, compared with a vector: [batch, H, time] to [batch, W, time].
 *
 * <p>Labels are [batch, W, time]; a zero in the label mask [batch, time] leaves a step out. The
 * score is the sum over the steps that count (over the batch size, where the network divides by
 * it). Parameters as in {@link RnnOutputLayer}: {@code W [H, W]} in 'f' order, {@code b [W]}.
 */
public final class VectorOutput extends RnnOutputLayer {

  /** Kind of the numbers of a vector, y, z being those of the layer before its activation. */
  public enum Kind {
    /**
     * Each is 0 or 1, independent of the others (Boulanger-Lewandowski, Bengio &amp; Vincent 2012,
     * eq. 6 without the RBM): the output is p = sigmoid(z), loss -y ln p - (1 - y) ln(1 - p).
     */
    BITS,
    /**
     * Any number: the output is z, the loss (y - z)^2 / 2, which is that of a normal distribution
     * of variance 1 but for a constant.
     */
    NUMBERS
  }

  private Kind kind = Kind.NUMBERS;

  /** For JSON. */
  public VectorOutput() {
    setLossFn(new LossL2());
    setActivationFn(new ActivationIdentity());
    setRnnDataFormat(RNNFormat.NCW);
  }

  /**
   * @param width input size, H
   * @param size of the vectors, W
   * @param kind what their numbers are
   */
  public VectorOutput(int width, int size, Kind kind) {
    this();
    setNIn(width);
    setNOut(size);
    this.kind = kind;
  }

  /** Returns the kind of the numbers of a vector. */
  public Kind getKind() {
    return kind;
  }

  /** For JSON. */
  public void setKind(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    VectorOutputLayer layer = new VectorOutputLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialise));
    return layer;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && other instanceof VectorOutput output && output.kind == kind;
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof VectorOutput;
  }
}
