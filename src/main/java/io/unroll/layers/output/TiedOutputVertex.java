package io.unroll.layers.output;

import io.unroll.layers.embedding.TokenEmbedding;
import io.unroll.layers.embedding.TokenEmbeddingLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link TokenOutput} whose weights are the table of a {@link TokenEmbedding} of the same graph
 * (Press &amp; Wolf 2017): its input size is the embedding's vector size.
 */
public final class TiedOutputVertex extends LayerVertex {

  private String embedding = "";

  /** For JSON. */
  public TiedOutputVertex() {}

  /**
   * @param output a configuration of a {@link TokenOutput} that is tied
   * @param embedding name of the embedding, which must be marked as tied
   */
  public TiedOutputVertex(NeuralNetConfiguration output, String embedding) {
    super(output, null);
    this.embedding = embedding;
  }

  /** Returns the name of the embedding. */
  public String getEmbedding() {
    return embedding;
  }

  /** For JSON. */
  public void setEmbedding(String embedding) {
    this.embedding = embedding;
  }

  @Override
  public GraphVertex clone() {
    return new TiedOutputVertex(getLayerConf().clone(), embedding);
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    var vertex = super.instantiate(graph, name, index, parameters, initialise, type);
    ((TokenOutputLayer) vertex.getLayer())
        .tieTo(() -> (TokenEmbeddingLayer) graph.getLayer(embedding));
    return vertex;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof TiedOutputVertex vertex
        && vertex.embedding.equals(embedding);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
