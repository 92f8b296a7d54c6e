package io.unroll.decoding;

import io.unroll.config.SearchSettings;
import io.unroll.network.WritingBlueprint;
import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Writer of answers token by token, each drawn from the network's probabilities. */
public final class AnswerSampler implements Predictor {
  private final WritingBlueprint blueprint;
  private final DecoderSteps decoder;
  private final Sampling sampling;
  private final TokenRules rules;
  private final SplittableRandom random;

  /**
   * @param network a network of the blueprint's {@code configuration()}
   * @param search whose beams do not matter here
   * @param seed equal seeds give equal answers to equal inputs in equal order
   */
  public AnswerSampler(
      WritingBlueprint blueprint,
      ComputationGraph network,
      SearchSettings search,
      Sampling sampling,
      long seed) {
    this.blueprint = blueprint;
    this.decoder = new DecoderSteps(blueprint, network);
    this.sampling = sampling;
    this.rules = new TokenRules(search);
    this.random = new SplittableRandom(seed);
  }

  @Override
  public List<Answer> predict(SequenceBatch batch) {
    decoder.start(batch, 1);
    List<Written> all = new ArrayList<>(Collections.nCopies(batch.rows(), Written.NOTHING));
    int[] previous = new int[batch.rows()];
    Arrays.fill(previous, Written.NOTHING.token());
    int longest = rules.search().maxOutputLength();
    for (int step = 0; step < longest && !all.stream().allMatch(Written::isClosed); step++) {
      float[] probabilities = decoder.next(previous);
      Optional<float[][]> attention = decoder.attention();
      int vocabulary = probabilities.length / previous.length;
      for (int row = 0; row < previous.length; row++) {
        Written written = all.get(row);
        if (!written.isClosed()) {
          int from = row * vocabulary;
          int token =
              sampling.draw(
                  probabilities, from, vocabulary, id -> rules.allows(written, id), random);
          int own = row;
          all.set(
              row,
              written.and(token, probabilities[from + token], attention.map(rows -> rows[own])));
          previous[row] = token;
        }
      }
    }
    return all.stream().map(written -> written.answer(blueprint, written.sum())).toList();
  }
}
