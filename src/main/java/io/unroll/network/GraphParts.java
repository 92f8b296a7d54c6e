package io.unroll.network;

import io.unroll.config.ModelSettings.Initialisation;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.config.Settings;
import io.unroll.config.TrainingSettings;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.layers.embedding.TokenEmbedding;
import io.unroll.layers.output.TiedOutputVertex;
import io.unroll.layers.output.TokenOutput;
import io.unroll.layers.output.VectorOutput;
import io.unroll.layers.recurrent.CellFromState;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** The pieces every blueprint builds its graph from: embeddings, stacks of cells, output. */
final class GraphParts {
  private final Settings settings;
  private final Stack stack;
  private final StackParts parts;
  private final NeuralNetConfiguration.Builder common;
  private final GraphBuilder graph;

  /** An empty graph with the optimiser, initialisation and seed of the settings. */
  GraphParts(Settings settings, String... inputs) {
    // Whoever builds a graph draws its parameters next, on a thread that need not be a worker's.
    NativeThreads.settleBlas();
    this.settings = settings;
    this.stack = settings.model().stack();
    this.parts = new StackParts(stack, settings.backend().kernels());
    common =
        new NeuralNetConfiguration.Builder()
            .seed(settings.seed())
            .updater(updater(settings.training()))
            .weightInit(weightInit(stack.initialisation()))
            // Gradients are sums; the training step divides by the tokens, not the rows.
            .miniBatch(false)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED);
    // A softmax over a single label, which DL4J would refuse, is a corpus's own affair.
    graph = common.graphBuilder().addInputs(inputs).validateOutputLayerConfig(false);
  }

  /** Returns the graph as it stands. */
  GraphBuilder graph() {
    return graph;
  }

  private static IUpdater updater(TrainingSettings training) {
    return switch (training.optimizer()) {
      case ADAM -> new Adam(training.rate().learningRate());
      case RMSPROP -> new RmsProp(training.rate().learningRate());
      case SGD -> new Sgd(training.rate().learningRate());
    };
  }

  private static WeightInit weightInit(Initialisation initialisation) {
    return switch (initialisation) {
      case XAVIER -> WeightInit.XAVIER;
      case XAVIER_UNIFORM -> WeightInit.XAVIER_UNIFORM;
      case UNIFORM -> WeightInit.UNIFORM;
      // The recurrent weights are the cells' business.
      case ORTHOGONAL -> WeightInit.XAVIER;
    };
  }

  /**
   * Token ids [B, 1, T] to vectors [B, E, T].
   *
   * @param written whether these are the tokens the network writes, whose table may be tied
   */
  Read embed(String name, String input, int vocabulary, boolean written) {
    boolean tied = written && stack.tied();
    graph.addLayer(name, new TokenEmbedding(vocabulary, stack.embedding(), tied), input);
    return new Read(name, stack.embedding(), false);
  }

  /**
   * Returns the layers of a decoder, named {@code prefix0, prefix1, ...}.
   *
   * @param read what the lowest reads
   * @param states vertices that they start from, by the layer's number behind
   * @return the name of the last one's output
   */
  Read decode(String prefix, Read read, String states) {
    Read below = read;
    for (int layer = 0; layer < stack.layers(); layer++) {
      below = decode(prefix, layer, below, Optional.of(states + layer));
    }
    return below;
  }

  /** Returns a layer's configuration with the graph's optimiser, initialisation and seed. */
  NeuralNetConfiguration configured(String name, Layer layer) {
    layer.setLayerName(name);
    return common.clone().layer(layer).build();
  }

  /**
   * Returns a layer of a decoder.
   *
   * @param states what it starts from; zeros without
   * @return the name of its output
   */
  Read decode(String prefix, int layer, Read below, Optional<String> states) {
    BaseRecurrentLayer cell = parts.writingCell(below.size(), states.isPresent());
    String name = prefix + layer;
    if (states.isPresent()) {
      CellFromState vertex = new CellFromState(configured(name, cell));
      graph.addVertex(name, vertex, below.name(), states.get());
    } else {
      graph.addLayer(name, cell, below.name());
    }
    return new Read(parts.refine(graph, prefix, layer), stack.hidden(), false);
  }

  /** Returns the cells of the settings and what comes after them. */
  StackParts refinements() {
    return parts;
  }

  /** Softmax over labels with cross-entropy. */
  void labels(String input, int labels) {
    softmax(input, labels, Optional.empty());
  }

  /** Vectors of this size, compared with vectors. */
  void vectors(String input, int size, VectorOutput.Kind kind) {
    VectorOutput layer = new VectorOutput(stack.hidden(), size, kind);
    parts.dropInputs(layer);
    graph.addLayer(NetworkBlueprint.OUTPUT, layer, input);
    graph.setOutputs(NetworkBlueprint.OUTPUT);
  }

  /**
   * Softmax over the vocabulary with cross-entropy.
   *
   * @param embedding the embedding whose table is used where weights are tied
   */
  void output(String input, int vocabulary, String embedding) {
    softmax(input, vocabulary, Optional.of(embedding).filter(name -> stack.tied()));
  }

  private void softmax(String input, int size, Optional<String> tiedTo) {
    TokenOutput layer =
        new TokenOutput(
            stack.hidden(),
            size,
            settings.training().labelSmoothing(),
            settings.backend().kernels());
    parts.dropInputs(layer);
    String name = NetworkBlueprint.OUTPUT;
    if (tiedTo.isPresent()) {
      layer.setTied(true);
      graph.addVertex(name, new TiedOutputVertex(configured(name, layer), tiedTo.get()), input);
    } else {
      graph.addLayer(name, layer, input);
    }
    graph.setOutputs(name);
  }
}
