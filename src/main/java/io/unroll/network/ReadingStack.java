package io.unroll.network;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.ModelSettings.Pooling;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.config.Settings;
import io.unroll.layers.attention.SequenceAttention;
import io.unroll.layers.embedding.TokenEmbedding;
import io.unroll.layers.recurrent.FinalState;
import io.unroll.layers.sequence.SequenceJoin;
import io.unroll.layers.sequence.SequencePooling;
import io.unroll.layers.sequence.SequencePooling.Kind;
import io.unroll.layers.sequence.SequenceReversal;
import io.unroll.shards.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;

/** The recurrent layers that read a whole sequence, one way or both, and what is made of them. */
final class ReadingStack {
  private static final String POOLED = "pooled";
  private static final String FORWARD = "Forward";
  private static final String BACKWARD = "Backward";

  private final GraphParts parts;
  private final GraphBuilder graph;
  private final StackParts cells;
  private final Stack stack;
  private final Kernels kernels;

  /** Layers of the settings' stack, to be added to a graph. */
  ReadingStack(Settings settings, GraphParts parts) {
    this.parts = parts;
    this.graph = parts.graph();
    this.cells = parts.refinements();
    this.stack = settings.model().stack();
    this.kernels = settings.backend().kernels();
  }

  /**
   * Adds the network's input: ids become vectors, vectors stay as they are.
   *
   * @return the name of a layer or input, and the size of its vectors
   */
  Read read(String input, Manifest.Side side) {
    if (side.size() == side.width()) {
      return new Read(input, side.width(), true);
    }
    return parts.embed("embedding", input, side.size(), false);
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
    Directions read = layer("letter", spelling, hidden, false);
    graph.addVertex("prefix", new SequencePooling(Kind.LAST), read.forward());
    graph.addVertex("suffix", new SequencePooling(Kind.LAST), read.backward());
    graph.addVertex("spelled", new SequenceJoin(), words.name(), "prefix", "suffix");
    return new Read("spelled", words.size() + hidden, false);
  }

  /** Names of the parts of a stack that others use. */
  enum Use {
    /** Name of its top layer's output. */
    OUTPUTS,
    /** The last states of every layer. */
    LAST_STATES,
    /** Either. */
    BOTH;

    private boolean handsOver() {
      return this != OUTPUTS;
    }
  }

  /**
   * Layers over the input. If nothing uses the output of the top one, nothing comes after its cell.
   */
  Directions add(String prefix, Read read, boolean bidirectional, Use use) {
    return bidirectional ? bothWays(prefix, read, use) : oneWay(prefix, read, use);
  }

  private boolean isRefined(int layer, Use use) {
    return use != Use.LAST_STATES || layer + 1 < stack.layers();
  }

  /** Recurrent layers {@code prefix0, prefix1, ...}, one above the other. */
  private Directions oneWay(String prefix, Read read, Use use) {
    Read below = read;
    for (int layer = 0; layer < stack.layers(); layer++) {
      String cell = prefix + layer;
      graph.addLayer(cell, cell(below, stack.hidden(), use.handsOver()), below.name());
      String output = isRefined(layer, use) ? cells.refine(graph, prefix, layer) : cell;
      below = new Read(output, stack.hidden(), false);
    }
    return new Directions(below.name(), below.name(), below.name());
  }

  /**
   * Adds a stack that reads both ways (Schuster &amp; Paliwal 1997): each layer has half of its
   * state from either direction.
   */
  private Directions bothWays(String prefix, Read read, Use use) {
    List<Directions> layers = new ArrayList<>();
    Read below = read;
    for (int layer = 0; layer < stack.layers(); layer++) {
      Directions ends = layer(prefix + layer, below, stack.hidden(), use.handsOver());
      Optional<Directions> skipped = cells.skipped(layer).map(layers::get);
      Directions refined = isRefined(layer, use) ? refined(ends, skipped) : ends;
      layers.add(refined);
      if (layer + 1 < stack.layers()) {
        below = new Read(states(refined), stack.hidden(), false);
      }
    }
    return layers.get(stack.layers() - 1);
  }

  private Directions refined(Directions ends, Optional<Directions> skipped) {
    int half = stack.hidden() / 2;
    return new Directions(
        ends.name(),
        cells.refine(graph, ends.forward(), half, skipped.map(Directions::forward)),
        cells.refine(graph, ends.backward(), half, skipped.map(Directions::backward)));
  }

  private Directions layer(String name, Read below, int hidden, boolean handsOver) {
    Directions ends = new Directions(name, name + FORWARD, name + BACKWARD);
    graph.addLayer(ends.forward(), cell(below, hidden / 2, handsOver), below.name());
    graph.addVertex(name + "Reversed", new SequenceReversal(), below.name());
    graph.addLayer(ends.backward(), cell(below, hidden / 2, handsOver), name + "Reversed");
    return ends;
  }

  private BaseRecurrentLayer cell(Read below, int hidden, boolean handsOver) {
    BaseRecurrentLayer cell = cells.cell(below.size(), hidden, handsOver);
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

  /** Returns the states of both directions, step by step, [B, H, T]. */
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

  /**
   * Returns one step [B, H, 1] made of a whole sequence's states [B, H, T].
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
            new SequenceAttention(SequenceAttention.Score.GENERAL, stack.hidden(), kernels);
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
}
