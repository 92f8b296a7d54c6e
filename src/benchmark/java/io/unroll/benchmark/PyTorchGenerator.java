package io.unroll.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unroll.shards.SequenceBatch;
import io.unroll.tokens.Vocabulary;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Generator of the same networks in PyTorch's operators. */
final class PyTorchGenerator {
  private static final float IMPOSSIBLE = -1e9f;

  private final ModelShape shape;
  private final NDManager manager;
  private final PyTorchNetwork network;

  PyTorchGenerator(ModelShape shape, int threads) {
    this.shape = shape;
    manager = PyTorchTrainee.manager(threads);
    network =
        shape.pairs()
            ? new PyTorchEncoderDecoder(manager, shape)
            : new PyTorchLanguageModel(manager, shape);
  }

  int draw(int steps) {
    SplittableRandom random = new SplittableRandom(1);
    int[] tokens = new int[shape.rows()];
    Arrays.fill(tokens, shape.vocabulary() - 1);
    PyTorchLanguageModel model = (PyTorchLanguageModel) network;
    try (NDManager all = manager.newSubManager()) {
      NDList state = model.zeroState(all, shape.rows());
      for (int step = 0; step < steps; step++) {
        try (NDManager memory = all.newSubManager()) {
          NDList next = model.next(memory, tokens, state);
          tokens = Draws.of(next.get(0).softmax(1).toFloatArray(), shape.rows(), random);
          state = kept(next, all, state);
        }
      }
    }
    return steps * shape.rows();
  }

  /** States outlive the step they were computed in. */
  private static NDList kept(NDList next, NDManager manager, NDList before) {
    NDList kept = new NDList();
    for (NDArray state : next.subList(1, next.size())) {
      state.attach(manager);
      kept.add(state);
    }
    before.close();
    return kept;
  }

  int search(int beams, int length) {
    SequenceBatch batch = shape.randomBatch(1);
    int rows = batch.rows() * beams;
    PyTorchEncoderDecoder model = (PyTorchEncoderDecoder) network;
    try (NDManager all = manager.newSubManager()) {
      NDList encoded = model.encode(all, batch);
      NDArray memory_SRH = encoded.get(0).repeat(1, beams);
      NDList state = new NDList();
      encoded.subList(1, encoded.size()).forEach(one -> state.add(one.repeat(1, beams)));
      NDList states = state;
      float[] start = new float[rows];
      for (int row = 0; row < rows; row++) {
        start[row] = row % beams == 0 ? 0 : IMPOSSIBLE;
      }
      NDArray sums_R1 = all.create(start, new Shape(rows, 1));
      int[] tokens = new int[rows];
      Arrays.fill(tokens, Vocabulary.BOS);
      int[][] written = new int[length][];
      for (int step = 0; step < length; step++) {
        try (NDManager memory = all.newSubManager()) {
          NDList next = model.next(memory, tokens, states, memory_SRH);
          NDArray all_BX = next.get(0).logSoftmax(1).add(sums_R1).reshape(batch.rows(), -1);
          NDList best = all_BX.topK(beams, 1, true, true);
          long[] places = best.get(1).toLongArray();
          long[] origins = new long[rows];
          for (int row = 0; row < rows; row++) {
            origins[row] = (long) row / beams * beams + places[row] / shape.vocabulary();
            tokens[row] = (int) (places[row] % shape.vocabulary());
          }
          written[step] = tokens.clone();
          NDArray sums = best.get(0).reshape(rows, 1);
          sums.attach(all);
          sums_R1.close();
          sums_R1 = sums;
          NDArray indices = memory.create(origins);
          NDList moved = new NDList(next.get(0));
          for (NDArray one : next.subList(1, next.size())) {
            moved.add(one.get(new ai.djl.ndarray.index.NDIndex(":, {}", indices)));
          }
          states = kept(moved, all, states);
        }
      }
      return written[length - 1].length / beams;
    }
  }
}
