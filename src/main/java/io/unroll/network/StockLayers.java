package io.unroll.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.BackendSettings.Kernels;
import io.unroll.layers.embedding.TokenEmbedding;
import io.unroll.layers.output.TiedOutputVertex;
import io.unroll.layers.output.TokenOutput;
import io.unroll.layers.recurrent.OrthogonalGates;
import io.unroll.layers.recurrent.SequenceLstm;
import io.unroll.layers.recurrent.SequenceRnn;
import io.unroll.layers.sequence.ResidualSum;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Which of our layers stands for which of Deeplearning4j's, in the JSON of a configuration: ours
 * extend theirs, so that every property they share keeps its name.
 */
final class StockLayers {
  private static final String CLASS = "@class";
  private static final String OURS = "io.unroll.";

  /** Parameters are drawn already where a network is turned, so any initialisation will do. */
  private static final Map<Class<?>, Class<?>> STOCK =
      Map.of(
          SequenceLstm.class, LSTM.class,
          SequenceRnn.class, SimpleRnn.class,
          TokenEmbedding.class, EmbeddingSequenceLayer.class,
          TokenOutput.class, RnnOutputLayer.class,
          TiedOutputVertex.class, LayerVertex.class,
          ResidualSum.class, ElementWiseVertex.class,
          OrthogonalGates.class, WeightInitXavier.class);

  /** Properties that only ours have. */
  private static final List<String> OWN =
      List.of("kernels", "handsOver", "tied", "labelSmoothing", "embedding");

  private StockLayers() {}

  /**
   * Replaces every class of this project in a vertex.
   *
   * @throws IllegalArgumentException if one has no counterpart
   */
  static void toStock(String vertex, JsonNode node) {
    String name = node.path(CLASS).asText();
    if (node instanceof ObjectNode object && name.startsWith(OURS)) {
      object.put(CLASS, counterpart(vertex, name));
      object.remove(OWN);
    }
    forgetVariables(node);
    node.forEach(child -> toStock(vertex, child));
  }

  private static String counterpart(String vertex, String name) {
    return STOCK.entrySet().stream()
        .filter(entry -> entry.getKey().getName().equals(name))
        .map(entry -> entry.getValue().getName())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "vertex '%s' is a %s, which Deeplearning4j has no counterpart of; convert a"
                            .formatted(vertex, name.substring(name.lastIndexOf('.') + 1))
                        + " language model with cell = lstm, rnn or rnn-relu"));
  }

  /** Replaces every stock layer in a vertex that this project has a layer for. */
  static void fromStock(JsonNode node, Kernels kernels) {
    if (node instanceof ObjectNode object) {
      ours(object)
          .ifPresent(
              layer -> {
                object.put(CLASS, layer.getName());
                if (layer != TokenEmbedding.class) {
                  object.put("kernels", kernels.name());
                }
              });
    }
    forgetVariables(node);
    node.forEach(child -> fromStock(child, kernels));
  }

  private static Optional<Class<?>> ours(ObjectNode layer) {
    if (is(layer, LSTM.class)) {
      boolean serves =
          has(layer, "activationFn", ActivationTanH.class)
              && has(layer, "gateActivationFn", ActivationSigmoid.class)
              && isNcw(layer, "rnnDataFormat");
      return serves ? Optional.of(SequenceLstm.class) : Optional.empty();
    }
    if (is(layer, SimpleRnn.class)) {
      boolean serves =
          (has(layer, "activationFn", ActivationTanH.class) || isPlainRelu(layer))
              && !layer.path("hasLayerNorm").asBoolean()
              && isNcw(layer, "rnnDataFormat");
      return serves ? Optional.of(SequenceRnn.class) : Optional.empty();
    }
    if (is(layer, EmbeddingSequenceLayer.class)) {
      boolean serves =
          has(layer, "activationFn", ActivationIdentity.class)
              && !layer.path("hasBias").asBoolean()
              && isNcw(layer, "outputFormat");
      return serves ? Optional.of(TokenEmbedding.class) : Optional.empty();
    }
    boolean serves =
        is(layer, RnnOutputLayer.class)
            && has(layer, "activationFn", ActivationSoftmax.class)
            && has(layer, "lossFn", LossMCXENT.class)
            && layer.path("lossFn").path("weights").isEmpty()
            && layer.path("hasBias").asBoolean()
            && isNcw(layer, "rnnDataFormat");
    return serves ? Optional.of(TokenOutput.class) : Optional.empty();
  }

  private static boolean isPlainRelu(ObjectNode layer) {
    JsonNode relu = layer.path("activationFn");
    return is(relu, ActivationReLU.class)
        && List.of("max", "threshold", "negativeSlope").stream().noneMatch(relu::hasNonNull);
  }

  /** Returns whether the format is [batch, size, time], which is also what none at all means. */
  private static boolean isNcw(ObjectNode layer, String property) {
    return layer.path(property).asText("NCW").matches("NCW|null");
  }

  private static boolean has(ObjectNode layer, String property, Class<?> type) {
    return is(layer.path(property), type);
  }

  private static boolean is(JsonNode node, Class<?> type) {
    return node.path(CLASS).asText().equals(type.getName());
  }

  /** Names of parameters, which are found again when a network is initialised. */
  private static void forgetVariables(JsonNode node) {
    if (node instanceof ObjectNode object && object.has("variables")) {
      object.putArray("variables");
    }
  }
}
