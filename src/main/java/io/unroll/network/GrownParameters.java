package io.unroll.network;

import io.unroll.layers.embedding.TokenEmbedding;
import io.unroll.tokens.Vocabulary;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A network's parameters for a network of the same settings whose vocabularies have grown at their
 * ends, made so that it computes what it did before.
 *
 * <p>A new token is read as {@code <unk>} was: its embedding is a copy. Written, the n new tokens
 * and {@code <unk>} share the probability that {@code <unk>} had, in equal parts: with its weights
 * and its bias b less log(n + 1), no other probability changes. A new label, for which nothing
 * stood before, gets a hundredth of the odds of the least probable bias.
 */
public final class GrownParameters {
  private static final double ODDS_OF_NEW_LABEL = 0.01;

  private final NetworkBlueprint large;

  private GrownParameters(NetworkBlueprint large) {
    this.large = large;
  }

  /**
   * Returns the large network's parameters, in DL4J's flat order.
   *
   * @param parameters of the small one, in the same order
   * @throws IllegalArgumentException if the networks differ in more than their vocabularies
   */
  public static float[] of(NetworkBlueprint small, float[] parameters, NetworkBlueprint large) {
    ComputationGraph from = initialised(small);
    Parameters.apply(from, parameters);
    ComputationGraph to = initialised(large);
    GrownParameters grown = new GrownParameters(large);
    for (GraphVertex vertex : to.getVertices()) {
      GraphVertex known = from.getVertex(vertex.getVertexName());
      if (known == null || !parameters(known).keySet().equals(parameters(vertex).keySet())) {
        throw new IllegalArgumentException(
            "the networks have different layers: " + vertex.getVertexName());
      }
      parameters(vertex)
          .forEach((key, own) -> grown.fill(vertex, key, parameters(known).get(key), own));
    }
    return Parameters.of(to);
  }

  private static ComputationGraph initialised(NetworkBlueprint blueprint) {
    return blueprint.build();
  }

  private static Map<String, INDArray> parameters(GraphVertex vertex) {
    Map<String, INDArray> table = vertex.paramTable(false);
    return table == null ? Map.of() : table;
  }

  private void fill(GraphVertex vertex, String key, @Nullable INDArray known, INDArray own) {
    Objects.requireNonNull(known, key);
    if (Arrays.equals(known.shape(), own.shape())) {
      own.assign(known);
      return;
    }
    String name = vertex.getVertexName();
    int axis = axis(name + "." + key, known.shape(), own.shape());
    long size = known.size(axis);
    long added = own.size(axis) - size;
    slice(own, axis, 0, size).assign(known);
    INDArray rest = slice(own, axis, size, size + added);
    if (!name.equals(NetworkBlueprint.OUTPUT)) {
      copies(known, axis, readsTokens(vertex) ? Vocabulary.UNKNOWN : 0, rest);
    } else if (!isText()) {
      rest.assign(
          key.equals(DefaultParamInitializer.BIAS_KEY)
              ? known.minNumber().doubleValue() + Math.log(ODDS_OF_NEW_LABEL)
              : 0);
    } else {
      copies(known, axis, Vocabulary.UNKNOWN, rest);
      if (key.equals(DefaultParamInitializer.BIAS_KEY)) {
        rest.subi(Math.log(added + 1.0));
        slice(own, axis, Vocabulary.UNKNOWN, Vocabulary.UNKNOWN + 1).subi(Math.log(added + 1.0));
      }
    }
  }

  /** Otherwise features, whose unknown ones stand at 0. */
  private static boolean readsTokens(GraphVertex vertex) {
    return vertex.hasLayer() && vertex.getLayer().conf().getLayer() instanceof TokenEmbedding;
  }

  private boolean isText() {
    return !large.target().kind().startsWith("label");
  }

  private static int axis(String name, long[] known, long[] own) {
    int axis = -1;
    for (int i = 0; i < own.length; i++) {
      if (known.length != own.length || known[i] > own[i] || (known[i] < own[i] && axis >= 0)) {
        throw new IllegalArgumentException(
            "%s cannot grow from %s to %s"
                .formatted(name, Arrays.toString(known), Arrays.toString(own)));
      }
      axis = known[i] < own[i] ? i : axis;
    }
    return axis;
  }

  private static void copies(INDArray known, int axis, int place, INDArray rest) {
    INDArray one = slice(known, axis, place, place + 1L);
    for (long i = 0; i < rest.size(axis); i++) {
      slice(rest, axis, i, i + 1).assign(one);
    }
  }

  private static INDArray slice(INDArray array, int axis, long from, long to) {
    INDArrayIndex[] indices = new INDArrayIndex[array.rank()];
    Arrays.fill(indices, NDArrayIndex.all());
    indices[axis] = NDArrayIndex.interval(from, to);
    return array.get(indices);
  }
}
