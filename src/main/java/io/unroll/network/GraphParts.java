package io.unroll.network;

import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.ModelSettings.Initialisation;
import io.unroll.config.ModelSettings.LanguageModel;
import io.unroll.config.ModelSettings.Pooling;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.config.Settings;
import io.unroll.config.TrainingSettings;
import io.unroll.layers.CellFromState;
import io.unroll.layers.FinalState;
import io.unroll.layers.SequenceAttention;
import io.unroll.layers.SequenceJoin;
import io.unroll.layers.SequencePooling;
import io.unroll.layers.SequencePooling.Kind;
import io.unroll.layers.SequenceReversal;
import io.unroll.layers.TiedOutputVertex;
import io.unroll.layers.TokenEmbedding;
import io.unroll.layers.TokenOutput;
import io.unroll.layers.VectorOutput;
import io.unroll.shards.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** The pieces every blueprint builds its graph from: embeddings, stacks of cells, output. */
final class GraphParts {
  private static final String POOLED = "pooled";
  private static final String FORWARD = "Forward";
  private static final String BACKWARD = "Backward";

  private final Settings settings;
  private final Stack stack;
  private final StackParts parts;
  private final NeuralNetConfiguration.Builder common;
  private final GraphBuilder graph;
  private int inputs;
  private boolean given;

  /** An empty graph with the optimiser, initialisation and seed of the settings. */
  GraphParts(Settings settings, String... inputs) {
    this.settings = settings;
    this.stack = settings.model().stack();
    this.parts = new StackParts(stack, settings.backend().kernels());
    this.inputs = stack.embedding();
    common =
        new NeuralNetConfiguration.Builder()
            .seed(settings.seed())
            .updater(updater(settings.training()))
            .weightInit(weightInit(stack.initialisation()))
            // Gradients are sums; the training step divides by the tokens, not the rows.
            .miniBatch(false)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED);
    graph = common.graphBuilder().addInputs(inputs);
  }

  /** The graph as it stands. */
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
  void embed(String name, String input, int vocabulary, boolean written) {
    boolean tied = written && stack.tied();
    graph.addLayer(name, new TokenEmbedding(vocabulary, stack.embedding(), tied), input);
  }

  /**
   * What a network reads: ids become vectors, vectors stay as they are.
   *
   * @return the name of a layer or input, and the size of its vectors
   */
  Read read(String input, Manifest.Side side) {
    if (side.size() == side.width()) {
      return new Read(input, side.width(), true);
    }
    embed("embedding", input, side.size(), false);
    return new Read("embedding", stack.embedding(), false);
  }

  /**
   * Words' vectors with the last states of a layer that reads their characters both ways (Ling et
   * al. 2015).
   *
   * @param letters graph input: characters [B * T, 1, C], word by word
   * @param hidden size of both directions' states together
   */
  Read spelled(Read words, String letters, int characters, int embedding, int hidden) {
    graph.addLayer("letterEmbedding", new TokenEmbedding(characters, embedding, false), letters);
    Read spelling = new Read("letterEmbedding", embedding, false);
    Directions read = bothWays("letter", spelling, hidden, false);
    graph.addVertex("prefix", new SequencePooling(Kind.LAST), read.forward());
    graph.addVertex("suffix", new SequencePooling(Kind.LAST), read.backward());
    graph.addVertex("spelled", new SequenceJoin(), words.name(), "prefix", "suffix");
    return new Read("spelled", words.size() + hidden, false);
  }

  /**
   * Where vectors come from and their size.
   *
   * @param given whether they are the network's input itself, of which nothing is dropped
   */
  record Read(String name, int size, boolean given) {}

  /**
   * {@code stack.layers()} recurrent layers named {@code prefix0, prefix1, ...}.
   *
   * @param handsOver whether the last state of every layer is used elsewhere
   * @return the name of what the last one puts out
   */
  String stack(String prefix, String input, boolean handsOver) {
    boolean writes = settings.model() instanceof LanguageModel;
    String below = input;
    for (int layer = 0; layer < stack.layers(); layer++) {
      BaseRecurrentLayer cell =
          writes
              ? parts.writingCell(inputs(layer), false)
              : parts.cell(inputs(layer), stack.hidden(), handsOver);
      if (layer == 0 && given) {
        cell.setIDropout(null);
      }
      graph.addLayer(prefix + layer, cell, below);
      below = parts.refine(graph, prefix, layer);
    }
    return below;
  }

  private int inputs(int layer) {
    return layer == 0 ? inputs : stack.hidden();
  }

  /**
   * The same reading both ways (Schuster &amp; Paliwal 1997): each layer has half of its state from
   * either direction.
   *
   * @param handsOver whether the last states of every layer are used elsewhere
   */
  Directions stackBothWays(String prefix, Read read, boolean handsOver) {
    int half = stack.hidden() / 2;
    List<Directions> layers = new ArrayList<>();
    Read below = read;
    for (int layer = 0; layer < stack.layers(); layer++) {
      Directions cells = bothWays(prefix + layer, below, stack.hidden(), handsOver);
      Optional<Directions> skipped = parts.skipped(layer).map(layers::get);
      Directions ends =
          new Directions(
              cells.name(),
              parts.refine(graph, cells.forward(), half, skipped.map(Directions::forward)),
              parts.refine(graph, cells.backward(), half, skipped.map(Directions::backward)));
      layers.add(ends);
      if (layer + 1 < stack.layers()) {
        below = new Read(states(ends), stack.hidden(), false);
      }
    }
    return layers.get(stack.layers() - 1);
  }

  private Directions bothWays(String name, Read below, int hidden, boolean handsOver) {
    Directions ends = new Directions(name, name + FORWARD, name + BACKWARD);
    graph.addLayer(ends.forward(), half(below, hidden, handsOver), below.name());
    graph.addVertex(name + "Reversed", new SequenceReversal(), below.name());
    graph.addLayer(ends.backward(), half(below, hidden, handsOver), name + "Reversed");
    return ends;
  }

  private BaseRecurrentLayer half(Read below, int hidden, boolean handsOver) {
    BaseRecurrentLayer cell = parts.cell(below.size(), hidden / 2, handsOver);
    if (below.given()) {
      cell.setIDropout(null);
    }
    return cell;
  }

  /**
   * The last states of a layer of a stack that hands over, one way or both: [B, H], or [B, 2H] with
   * an LSTM's memory cells behind the hidden states.
   */
  void addFinalState(String name, String layer, boolean bidirectional) {
    if (!bidirectional) {
      graph.addVertex(name, new FinalState(layer), layer);
      return;
    }
    int half = stack.hidden() / 2;
    List<String> hidden = new ArrayList<>();
    List<String> memory = new ArrayList<>();
    for (String direction : List.of(FORWARD, BACKWARD)) {
      String end = name + direction;
      graph.addVertex(end, new FinalState(layer + direction), layer + direction);
      if (stack.cell() == Cell.LSTM) {
        graph.addVertex(end + "Hidden", new SubsetVertex(0, half - 1), end);
        graph.addVertex(end + "Memory", new SubsetVertex(half, 2 * half - 1), end);
        hidden.add(end + "Hidden");
        memory.add(end + "Memory");
      } else {
        hidden.add(end);
      }
    }
    hidden.addAll(memory);
    graph.addVertex(name, new MergeVertex(), hidden.toArray(new String[0]));
  }

  /** The states of both directions, step by step, [B, H, T]. */
  String states(Directions ends) {
    if (ends.isOneWay()) {
      return ends.forward();
    }
    String turned = ends.name() + "Turned";
    graph.addVertex(turned, new SequenceReversal(), ends.backward());
    graph.addVertex(ends.name(), new SequenceJoin(), ends.forward(), turned);
    return ends.name();
  }

  /**
   * The ends of a stack.
   *
   * @param name of the top layer
   * @param forward [B, H, T], half of it where the stack reads both ways
   * @param backward [B, H / 2, T], from the last real step to the first; the same as {@code
   *     forward} where the stack reads one way
   */
  record Directions(String name, String forward, String backward) {
    boolean isOneWay() {
      return forward.equals(backward);
    }
  }

  /** The same, every layer with its first state from the vertex {@code states + layer}. */
  String stackFromStates(String prefix, Read read, String states) {
    inputs = read.size();
    String below = read.name();
    for (int layer = 0; layer < stack.layers(); layer++) {
      below = decode(prefix, layer, below, Optional.of(states + layer));
    }
    return below;
  }

  /** A layer's configuration with the graph's optimiser, initialisation and seed. */
  NeuralNetConfiguration configured(String name, Layer layer) {
    layer.setLayerName(name);
    return common.clone().layer(layer).build();
  }

  /**
   * Adds a layer of a decoder.
   *
   * @param states what it starts from; zeros without
   * @return the name of what it puts out
   */
  String decode(String prefix, int layer, String below, Optional<String> states) {
    BaseRecurrentLayer cell = parts.writingCell(inputs(layer), states.isPresent());
    String name = prefix + layer;
    if (states.isPresent()) {
      graph.addVertex(name, new CellFromState(configured(name, cell)), below, states.get());
    } else {
      graph.addLayer(name, cell, below);
    }
    return parts.refine(graph, prefix, layer);
  }

  /** What the settings make of a layer's output. */
  StackParts refinements() {
    return parts;
  }

  /**
   * One step [B, H, 1] made of a whole sequence's states [B, H, T].
   *
   * @param top the ends of the stack
   */
  String pool(Pooling pooling, Directions top) {
    switch (pooling) {
      case MEAN -> graph.addVertex(POOLED, new SequencePooling(Kind.MEAN), states(top));
      case MAX -> graph.addVertex(POOLED, new SequencePooling(Kind.MAX), states(top));
      case LAST -> poolLast(POOLED, top);
      case ATTENTION -> {
        poolLast("query", top);
        SequenceAttention attention =
            new SequenceAttention(
                SequenceAttention.Score.GENERAL, stack.hidden(), settings.backend().kernels());
        graph.addVertex(POOLED, attention, "query", states(top));
      }
    }
    return POOLED;
  }

  private void poolLast(String name, Directions top) {
    if (top.isOneWay()) {
      graph.addVertex(name, new SequencePooling(Kind.LAST), top.forward());
      return;
    }
    graph.addVertex(name + "Forward", new SequencePooling(Kind.LAST), top.forward());
    graph.addVertex(name + "Backward", new SequencePooling(Kind.LAST), top.backward());
    graph.addVertex(name, new SequenceJoin(), name + "Forward", name + "Backward");
  }

  /** A stack over what was read, one way or both. */
  Directions encode(Read read, boolean bidirectional) {
    if (bidirectional) {
      return stackBothWays("cell", read, false);
    }
    inputs = read.size();
    given = read.given();
    String top = stack("cell", read.name(), false);
    return new Directions(top, top, top);
  }

  /** Softmax over labels with cross-entropy. */
  void labels(String input, int labels) {
    output(input, labels, "");
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
    TokenOutput layer =
        new TokenOutput(
            stack.hidden(),
            vocabulary,
            settings.training().labelSmoothing(),
            settings.backend().kernels());
    parts.dropInputs(layer);
    String name = NetworkBlueprint.OUTPUT;
    if (stack.tied() && !embedding.isEmpty()) {
      layer.setTied(true);
      graph.addVertex(name, new TiedOutputVertex(configured(name, layer), embedding), input);
    } else {
      graph.addLayer(name, layer, input);
    }
    graph.setOutputs(name);
  }
}
