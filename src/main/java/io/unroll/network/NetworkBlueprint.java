package io.unroll.network;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.Sequences;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;

/** One model type: its graph and the arrays the graph is fed with. */
public interface NetworkBlueprint extends Serializable {

  /** Names of layers that other packages address. */
  String OUTPUT = "output";

  /** Length of the targets. */
  enum TargetSteps {
    /** As long as their input, step by step. */
    ALIGNED,
    /** One length for all targets, see {@link #fixedSteps}. */
    FIXED,
    /** Any length. */
    FREE
  }

  /** Returns the graph to train; parameters are drawn from {@code Settings.seed}. */
  ComputationGraphConfiguration configuration();

  /** Builds the graph, its parameters as drawn. */
  default ComputationGraph build() {
    ComputationGraph network = new ComputationGraph(configuration());
    network.init();
    return network;
  }

  /**
   * Inputs, labels and masks of one batch: ids [B, 1, T] or vectors [B, W, T], label ids or vectors
   * likewise, masks [B, T] that are zero on padding.
   */
  MultiDataSet tensors(SequenceBatch batch);

  /** Returns the side that the network reads. */
  Manifest.Side source();

  /** Returns the side that the network writes. */
  Manifest.Side target();

  /** Returns the length of the targets. */
  TargetSteps targetSteps();

  /** Steps of a target where all have as many. */
  default int fixedSteps() {
    return 1;
  }

  /** Returns a batch to predict: in the place of targets, which are not known, stand zeros. */
  default SequenceBatch unanswered(Sequences input, List<String> keys) {
    Sequences zeros =
        switch (targetSteps()) {
          case ALIGNED -> Sequences.zeros(target(), input.lengths());
          case FIXED -> Sequences.zeros(target(), filled(input.rows(), fixedSteps()));
          case FREE -> Sequences.zeros(target(), filled(input.rows(), 1));
        };
    return new SequenceBatch(0, 0, input, zeros, keys);
  }

  private static int[] filled(int rows, int steps) {
    int[] lengths = new int[rows];
    Arrays.fill(lengths, steps);
    return lengths;
  }

  /**
   * Returns the loss of a batch, in nats and summed over its targets, of a model that knows
   * nothing: that finds all answers equally probable.
   */
  default double uninformedNats(SequenceBatch batch) {
    return batch.targetTokens() * Math.log(Math.max(2, target().size()));
  }

  /** Returns whether hidden state goes on from one window of a lane to the next. */
  default boolean carriesState() {
    return false;
  }

  /**
   * Returns the blueprint of the settings' model type.
   *
   * @param source what the network reads; tokens with their specials
   * @param target what it is to put out; the same for language models
   * @throws InvalidInput if the settings have no model, or the sides do not fit it
   */
  static NetworkBlueprint of(Settings settings, Manifest.Side source, Manifest.Side target) {
    return Blueprints.of(settings, source, target);
  }

  /** Returns the blueprint of a model that reads and writes tokens, so many of either. */
  static NetworkBlueprint ofTokens(Settings settings, int source, int target) {
    return of(settings, Manifest.Side.ofTokens(source), Manifest.Side.ofTokens(target));
  }
}
