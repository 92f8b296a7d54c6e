package io.unroll.layers.embedding;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Token ids [batch, 1, time] to vectors [batch, E, time]: row id of the table {@code W [V, E]}.
 *
 * <p>Unlike the stock layer's, the table is in 'c' order, a token's vector in one piece: looking up
 * copies rows, and the gradient touches only the rows that were looked up. Where the mask is zero
 * the vector is that of the id there, and no gradient flows.
 */
public final class TokenEmbedding extends EmbeddingSequenceLayer {

  private boolean tied;

  /** For JSON. */
  public TokenEmbedding() {
    setActivationFn(new ActivationIdentity());
    setInferInputLength(true);
    setOutputFormat(RNNFormat.NCW);
  }

  /**
   * @param vocabulary number of ids, V
   * @param size of a vector, E
   * @param tied whether a {@code TokenOutput} uses the same table
   */
  public TokenEmbedding(int vocabulary, int size, boolean tied) {
    this();
    setNIn(vocabulary);
    setNOut(size);
    this.tied = tied;
  }

  /** Returns whether an output layer uses the same table and writes its gradient first. */
  public boolean isTied() {
    return tied;
  }

  /** For JSON. */
  public void setTied(boolean tied) {
    this.tied = tied;
  }

  @Override
  public ParamInitializer initializer() {
    return TokenEmbeddingParameters.TABLE;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    TokenEmbeddingLayer layer = new TokenEmbeddingLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialise));
    return layer;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && other instanceof TokenEmbedding layer && layer.tied == tied;
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof TokenEmbedding;
  }
}
