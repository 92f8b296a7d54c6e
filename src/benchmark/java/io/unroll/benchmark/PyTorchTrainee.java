package io.unroll.benchmark;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.unroll.shards.SequenceBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Training step in PyTorch, through DJL's engine.
 *
 * <p>DJL serves for its bindings only, operator by operator: {@code torch::embedding}, {@code
 * torch::lstm} or {@code torch::gru} over all layers and steps (time-major, so that nothing is
 * transposed), {@code linear}, {@code log_softmax} and {@code gather}, its autograd, {@code norm}
 * for clipping, and the native Adam update. Its blocks and trainer, which copy and check more, are
 * left out. Gradients start as undefined at every step, as after {@code zero_grad(set_to_none)}.
 */
final class PyTorchTrainee implements Trainee {
  private static final String ENGINE = "PyTorch";

  private final NDManager manager;
  private final PyTorchNetwork network;
  private final PyTorchAdam adam;
  private NDList state = new NDList();
  private NDList stateOfLoss = new NDList();

  PyTorchTrainee(ModelShape shape, int threads) {
    manager = manager(threads);
    network =
        shape.pairs()
            ? new PyTorchEncoderDecoder(manager, shape)
            : new PyTorchLanguageModel(manager, shape);
    adam = new PyTorchAdam(network.parameters());
  }

  /** The engine with this many threads, which cannot be changed once it has started. */
  static NDManager manager(int threads) {
    // It warns where there is no GPU, and none is to be used.
    Configurator.setLevel("ai.djl.util.cuda", Level.ERROR);
    // Read once, when the engine starts.
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    Engine.getEngine(ENGINE).setRandomSeed((int) Hyperparameters.SEED);
    return NDManager.newBaseManager(Device.cpu(), ENGINE);
  }

  @Override
  public double step(SequenceBatch batch) {
    return train(batch, true);
  }

  @Override
  public double gradient(SequenceBatch batch) {
    return train(batch, false);
  }

  @Override
  public double loss(SequenceBatch batch) {
    try (NDManager memory = manager.newSubManager()) {
      NDList result =
          network.forward(memory, network.parameters(), batch, start(memory, batch, stateOfLoss));
      stateOfLoss = carry(result, stateOfLoss);
      return result.get(0).getFloat();
    }
  }

  @Override
  public void load(Path file) throws IOException {
    List<float[]> arrays = SharedStart.read(file);
    try (NDManager memory = manager.newSubManager()) {
      for (int i = 0; i < arrays.size(); i++) {
        NDArray parameter = network.parameters().get(i);
        // In place: the optimiser holds views.
        parameter.subi(parameter).addi(memory.create(arrays.get(i), parameter.getShape()));
      }
    }
  }

  private double train(SequenceBatch batch, boolean update) {
    try (NDManager memory = manager.newSubManager()) {
      NDList leaves = leaves(memory);
      NDList result;
      try (GradientCollector collector = Engine.getEngine(ENGINE).newGradientCollector()) {
        result = network.forward(memory, leaves, batch, start(memory, batch, state));
        collector.backward(result.get(0));
      }
      if (update) {
        adam.update(leaves);
        state = carry(result, state);
      }
      return result.get(0).getFloat();
    }
  }

  private NDList start(NDManager memory, SequenceBatch batch, NDList carried) {
    return batch.position() == 0 ? network.zeroState(memory, batch.rows()) : carried;
  }

  /** The last states without what they were computed from, in place of those carried so far. */
  private NDList carry(NDList result, NDList before) {
    NDList carried = new NDList();
    for (NDArray last : result.subList(1, result.size())) {
      NDArray detached = last.stopGradient();
      detached.attach(manager);
      carried.add(detached);
    }
    before.close();
    return carried;
  }

  /** The parameters' memory without the gradients of earlier steps. */
  private NDList leaves(NDManager memory) {
    NDList leaves = new NDList();
    for (NDArray parameter : network.parameters()) {
      NDArray leaf = parameter.stopGradient();
      leaf.attach(memory);
      leaf.setRequiresGradient(true);
      leaves.add(leaf);
    }
    return leaves;
  }
}
