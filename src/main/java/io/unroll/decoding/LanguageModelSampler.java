package io.unroll.decoding;

import io.unroll.layers.recurrent.FixedParameters;
import io.unroll.network.Inference;
import io.unroll.network.Tensors;
import io.unroll.tokens.Vocabulary;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sampler that continues a prompt token by token. */
public final class LanguageModelSampler {
  private final ComputationGraph network;
  private final Sampling sampling;
  private final SplittableRandom random;

  /**
   * Takes the network's parameters as they are now: it must not be trained any more.
   *
   * @param seed equal seeds give equal texts
   */
  public LanguageModelSampler(ComputationGraph network, Sampling sampling, long seed) {
    this.network = network;
    FixedParameters.of(network);
    this.sampling = sampling;
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

  /** Padding, unknown and begin-of-sequence are never written. */
  private int draw(float[] probabilities) {
    return sampling.draw(
        probabilities, 0, probabilities.length, id -> id >= Vocabulary.EOS, random);
  }
}
