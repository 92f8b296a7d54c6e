package io.unroll.decoding;

import io.unroll.network.Inference;
import io.unroll.network.Tensors;
import io.unroll.tokens.Vocabulary;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Continues a prompt token by token.
 *
 * <p>With temperature t a token of probability p is drawn with probability proportional to p^(1/t);
 * temperature 0 takes the most probable one.
 */
public final class LanguageModelSampler {
  private final ComputationGraph network;
  private final double temperature;
  private final SplittableRandom random;

  /**
   * @param temperature 0 or more
   * @param seed equal seeds give equal texts
   */
  public LanguageModelSampler(ComputationGraph network, double temperature, long seed) {
    if (!(temperature >= 0)) {
      throw new IllegalArgumentException("temperature must be at least 0, got " + temperature);
    }
    this.network = network;
    this.temperature = temperature;
    this.random = new SplittableRandom(seed);
  }

  /**
   * @param prompt at least one id
   * @param length tokens to write
   * @param sink receives each token as it is drawn
   */
  public void write(int[] prompt, int length, IntConsumer sink) {
    if (prompt.length == 0) {
      throw new IllegalArgumentException("the prompt must hold at least one token");
    }
    network.rnnClearPreviousState();
    float[] probabilities = read(prompt);
    for (int i = 0; i < length; i++) {
      int token = draw(probabilities);
      sink.accept(token);
      if (i + 1 < length) {
        probabilities = read(new int[] {token});
      }
    }
  }

  /** Feeds tokens and returns the distribution of the one after them, [V]. */
  private float[] read(int[] tokens) {
    INDArray[] inputs = {Tensors.ids(tokens, 1, tokens.length)};
    float[] all_TV = Inference.run(network, inputs, null, true).probabilities_BTV();
    int vocabulary = all_TV.length / tokens.length;
    float[] last = new float[vocabulary];
    System.arraycopy(all_TV, all_TV.length - vocabulary, last, 0, vocabulary);
    return last;
  }

  private int draw(float[] probabilities) {
    double[] weights = new double[probabilities.length];
    double sum = 0;
    int best = Vocabulary.EOS;
    for (int id = Vocabulary.EOS; id < weights.length; id++) {
      best = probabilities[id] > probabilities[best] ? id : best;
      weights[id] = temperature == 0 ? 0 : Math.pow(probabilities[id], 1 / temperature);
      sum += weights[id];
    }
    if (!(sum > 0)) {
      return best;
    }
    double point = random.nextDouble(sum);
    for (int id = Vocabulary.EOS; id < weights.length; id++) {
      point -= weights[id];
      if (point < 0) {
        return id;
      }
    }
    return best;
  }
}
