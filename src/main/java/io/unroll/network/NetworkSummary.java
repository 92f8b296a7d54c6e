package io.unroll.network;

import io.unroll.layers.backend.KernelLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;

/**
 * A network layer by layer, inputs first.
 *
 * @param bytesPerParameter 4 in single precision
 */
public record NetworkSummary(List<Line> layers, long parameters, int bytesPerParameter) {

  /** Name for the computation of a layer that has no kernel. */
  private static final String LIBRARY = "ND4J";

  /**
   * One layer or vertex.
   *
   * @param type with its sizes, such as {@code LSTM 128 -> 512}
   * @param inputs names of what it reads
   * @param output shape, such as {@code [B, 512, T]}: rows, features, time steps
   * @param computedBy the native kernel, or what computes it instead and why
   */
  public record Line(
      String name,
      String type,
      List<String> inputs,
      String output,
      long parameters,
      String computedBy) {}

  /** Returns a network that was built from this blueprint; passes a little batch through it. */
  public static NetworkSummary of(NetworkBlueprint blueprint, ComputationGraph network) {
    Map<String, String> shapes = OutputShapes.of(blueprint, network);
    List<Line> lines = new ArrayList<>();
    for (int index : network.topologicalSortOrder()) {
      GraphVertex vertex = network.getVertices()[index];
      if (!vertex.isInputVertex()) {
        String name = vertex.getVertexName();
        lines.add(
            new Line(
                name,
                type(network, name),
                inputs(network, name),
                shapes.getOrDefault(name, ""),
                vertex.numParams(),
                computedBy(vertex)));
      }
    }
    return new NetworkSummary(
        List.copyOf(lines), network.params().length(), network.params().dataType().width());
  }

  /**
   * Bytes that the outputs of all layers take for a batch; in training their gradients take as much
   * again.
   *
   * @param rows B
   * @param steps S and T
   */
  public long activationBytes(long rows, long steps) {
    return layers.stream().mapToLong(line -> numbers(line.output(), rows, steps)).sum()
        * bytesPerParameter;
  }

  private static long numbers(String shape, long rows, long steps) {
    long numbers = 1;
    for (String size : shape.replaceAll("[\\[\\] ]", "").split(",", -1)) {
      numbers *=
          switch (size) {
            case "B" -> rows;
            case "S", "T" -> steps;
            default -> size.isEmpty() ? 0 : Long.parseLong(size);
          };
    }
    return numbers;
  }

  /** Returns why layers that have a kernel cannot use it here, by the layers' names. */
  public static Map<String, String> fallbacks(ComputationGraph network) {
    Map<String, String> fallbacks = new TreeMap<>();
    for (GraphVertex vertex : network.getVertices()) {
      kernelLayer(vertex)
          .flatMap(KernelLayer::fallback)
          .ifPresent(reason -> fallbacks.put(vertex.getVertexName(), reason));
    }
    return fallbacks;
  }

  private static List<String> inputs(ComputationGraph network, String name) {
    return network.getConfiguration().getVertexInputs().getOrDefault(name, List.of());
  }

  private static String computedBy(GraphVertex vertex) {
    return kernelLayer(vertex)
        .map(layer -> layer.fallback().map(why -> "stock path: " + why).orElse("native kernel"))
        .orElse(LIBRARY);
  }

  private static Optional<KernelLayer> kernelLayer(GraphVertex vertex) {
    Object running = vertex.hasLayer() ? vertex.getLayer() : vertex;
    return running instanceof KernelLayer layer ? Optional.of(layer) : Optional.empty();
  }

  private static String type(ComputationGraph network, String name) {
    var vertex = Objects.requireNonNull(network.getConfiguration().getVertices().get(name));
    if (!(vertex instanceof LayerVertex)) {
      return words(vertex.getClass().getSimpleName());
    }
    Layer layer = network.getLayer(name);
    var configuration = layer.conf().getLayer();
    String type = words(configuration.getClass().getSimpleName());
    return configuration instanceof FeedForwardLayer sized
        ? type + " " + sized.getNIn() + " -> " + sized.getNOut()
        : type;
  }

  /** {@code SequenceLstm} is an {@code LSTM}, a {@code LastTimeStepVertex} a last time step. */
  private static String words(String className) {
    List<String> words = new ArrayList<>();
    for (String word : className.split("(?<=[a-z])(?=[A-Z])", -1)) {
      switch (word) {
        case "Layer", "Vertex", "Sequence" -> {}
        case "Lstm", "Gru", "Rnn" -> words.add(word.toUpperCase(Locale.ROOT));
        default -> words.add(word.equals(word.toUpperCase(Locale.ROOT)) ? word : lower(word));
      }
    }
    return String.join(" ", words);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
