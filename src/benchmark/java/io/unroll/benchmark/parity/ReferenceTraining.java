package io.unroll.benchmark.parity;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.unroll.config.Settings;
import io.unroll.shards.SequenceBatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Training in PyTorch as a worker of ours trains: the gradient of the summed loss, divided by the
 * real targets, clipped by its global norm, Adam at a rate that stays.
 */
final class ReferenceTraining implements AutoCloseable {
  private final NDManager manager;
  private final Settings settings;
  private final Reference network;
  private final Function<NDManager, Reference> networks;
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();
  private final ReferenceAdam adam;

  /**
   * @param engine whose part of the memory is used
   * @param networks makes a reference that owns nothing yet
   * @param start initial parameters by name
   */
  ReferenceTraining(
      NDManager engine,
      Settings settings,
      Function<NDManager, Reference> networks,
      Map<String, StartingValues> start) {
    manager = engine.newSubManager();
    this.settings = settings;
    this.networks = networks;
    network = networks.apply(manager);
    start.forEach(
        (name, own) -> parameters.put(name, manager.create(own.values(), new Shape(own.shape()))));
    adam =
        new ReferenceAdam(
            new NDList(List.copyOf(parameters.values())),
            settings.training().rate().learningRate());
  }

  /** Takes one step; the batch's summed loss before it, under dropout. */
  double step(SequenceBatch batch) {
    try (NDManager memory = manager.newSubManager()) {
      Map<String, NDArray> leaves = leaves(memory);
      float dropout = (float) settings.model().stack().dropout();
      NDArray nats;
      try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        nats = network.nats(new Operators(memory, leaves, dropout), batch);
        collector.backward(nats);
      }
      NDList gradients = new NDList();
      leaves.values().forEach(leaf -> gradients.add(leaf.getGradient()));
      adam.update(gradients, scale(gradients, batch.targetTokens()));
      return nats.getFloat();
    }
  }

  /** Takes a step on each batch; the mean loss of a target before its step. */
  double train(List<SequenceBatch> batches) {
    double nats = 0;
    long tokens = 0;
    for (SequenceBatch batch : batches) {
      nats += step(batch);
      tokens += batch.targetTokens();
    }
    return nats / tokens;
  }

  private double scale(NDList gradients, long tokens) {
    double squares = 0;
    for (NDArray gradient : gradients) {
      squares += Math.pow(gradient.norm().getFloat(), 2);
    }
    double norm = Math.sqrt(squares) / tokens;
    double limit = settings.training().clipNorm().orElse(norm);
    return Math.min(1, limit / norm) / tokens;
  }

  /** Mean loss of a target of these batches, in their order, without dropout. */
  double score(List<SequenceBatch> batches) {
    double nats = 0;
    long tokens = 0;
    try (Reference fresh = networks.apply(manager)) {
      for (SequenceBatch batch : batches) {
        try (NDManager memory = manager.newSubManager()) {
          nats += fresh.nats(new Operators(memory, leaves(memory), 0), batch).getFloat();
          tokens += batch.targetTokens();
        }
      }
    }
    return nats / tokens;
  }

  /** The parameters' memory without the gradients of earlier steps. */
  private Map<String, NDArray> leaves(NDManager memory) {
    Map<String, NDArray> leaves = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> {
          NDArray leaf = parameter.stopGradient();
          leaf.attach(memory);
          leaf.setRequiresGradient(true);
          leaves.put(name, leaf);
        });
    return leaves;
  }

  @Override
  public void close() {
    network.close();
    manager.close();
  }
}
