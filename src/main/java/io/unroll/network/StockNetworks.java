package io.unroll.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.BackendSettings.Kernels;
import io.unroll.files.Json;
import io.unroll.layers.output.TiedOutputVertex;
import java.util.Map;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Converter of networks of this project's layers into networks of Deeplearning4j's own, which any
 * program with Deeplearning4j alone can load, and the other way round.
 *
 * <p>The result has the same vertices under the same names, computes the same outputs at real steps
 * and shares no memory with the original. What is not carried over: the optimiser's state, hidden
 * state, and label smoothing, which no stock layer has. Labels change their form: {@code
 * TokenOutput} takes ids [batch, 1, time], the stock output layer one-hot columns [batch, V, time].
 */
public final class StockNetworks {
  private static final String WEIGHT = "W";

  private StockNetworks() {}

  /**
   * Returns a network of Deeplearning4j's classes only. A tied output layer gets a copy of the
   * table.
   *
   * @throws IllegalArgumentException if Deeplearning4j has no layer for one of the network's: gated
   *     recurrent units, attention, states handed from encoder to decoder
   */
  public static ComputationGraph toStock(ComputationGraph network) {
    return rewritten(network, StockLayers::toStock);
  }

  /**
   * Returns a network with our layers wherever one computes the same: LSTM (tanh and sigmoid),
   * SimpleRnn (tanh or relu), EmbeddingSequenceLayer without bias, RnnOutputLayer (softmax,
   * multi-class cross-entropy without weights), all [batch, size, time]. All others stay what they
   * are.
   *
   * @param kernels which implementation may serve
   */
  public static ComputationGraph fromStock(ComputationGraph network, Kernels kernels) {
    return rewritten(network, (name, vertex) -> StockLayers.fromStock(vertex, kernels));
  }

  private static ComputationGraph rewritten(
      ComputationGraph network, BiConsumer<String, ObjectNode> rule) {
    ComputationGraph result = new ComputationGraph(rewritten(network.getConfiguration(), rule));
    result.init();
    for (GraphVertex vertex : result.getVertices()) {
      String name = vertex.getVertexName();
      Map<String, INDArray> values = network.getVertex(name).paramTable(false);
      vertex
          .paramTable(false)
          .forEach((key, target) -> assign(target, values.get(key), network, name, key));
    }
    return result;
  }

  private static ComputationGraphConfiguration rewritten(
      ComputationGraphConfiguration configuration, BiConsumer<String, ObjectNode> rule) {
    try {
      JsonNode tree = Json.PLAIN.readTree(configuration.toJson());
      tree.get("vertices")
          .fields()
          .forEachRemaining(vertex -> rule.accept(vertex.getKey(), (ObjectNode) vertex.getValue()));
      return ComputationGraphConfiguration.fromJson(Json.PLAIN.writeValueAsString(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Deeplearning4j wrote JSON that cannot be read", e);
    }
  }

  private static void assign(
      INDArray target,
      @Nullable INDArray value,
      ComputationGraph network,
      String name,
      String key) {
    if (value != null) {
      target.assign(value.reshape(target.shape()));
    } else if (key.equals(WEIGHT)
        && network.getConfiguration().getVertices().get(name) instanceof TiedOutputVertex tied) {
      target.assign(network.getLayer(tied.getEmbedding()).getParam(WEIGHT).transpose());
    } else {
      throw new IllegalStateException(
          "vertex '%s' has no parameter '%s' to take over".formatted(name, key));
    }
  }
}
