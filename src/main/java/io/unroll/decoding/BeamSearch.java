package io.unroll.decoding;

import io.unroll.config.SearchSettings;
import io.unroll.network.WritingBlueprint;
import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Search for the best answer among several hypotheses at a time; all hypotheses of all inputs of a
 * batch are one step of the network.
 *
 * <p>At every step each hypothesis is continued by every token that may follow, and the {@code
 * beams} most probable continuations of an input are kept. One that ends is finished and takes its
 * place with it; an input is done when no place is left. With Wu et al. (2016, arXiv 1609.08144,
 * eq. 14) a finished one scores
 *
 * <pre>
 *   log P(Y | X) / lp(Y) + cp(X; Y)
 *   lp(Y) = ((5 + |Y|) / 6)^lengthPenalty
 *   cp(X; Y) = coveragePenalty * sum over i of log(min(sum over j of a_ij, 1))
 * </pre>
 *
 * <p>|Y| counts the end-of-sequence. With one beam this is greedy search. What is not finished at
 * the longest length is taken as it stands. Of equal probabilities the first wins, so equal inputs
 * give equal answers.
 */
public final class BeamSearch implements Predictor {
  private static final double LENGTH_OFFSET = 5;
  private static final double LEAST_COVERAGE = 1e-6;
  private static final Comparator<Continuation> MOST_PROBABLE_FIRST =
      Comparator.comparingDouble(Continuation::sum)
          .reversed()
          .thenComparingInt(Continuation::beam)
          .thenComparingInt(Continuation::token);

  private final WritingBlueprint blueprint;
  private final DecoderSteps decoder;
  private final SearchSettings search;
  private final TokenRules rules;

  /**
   * @param network a network of the blueprint's {@code configuration()}
   */
  public BeamSearch(WritingBlueprint blueprint, ComputationGraph network, SearchSettings search) {
    this.blueprint = blueprint;
    this.decoder = new DecoderSteps(blueprint, network);
    this.search = search;
    this.rules = new TokenRules(search);
  }

  private record Continuation(int beam, int token, double sum, float probability) {}

  /** The hypotheses of one input: the decoder's rows input, input + inputs, and so on. */
  private final class Beam {
    final int input;
    final int inputs;
    final List<Written> open = new ArrayList<>(List.of(Written.NOTHING));
    final List<Written> finished = new ArrayList<>();

    Beam(int input, int inputs) {
      this.input = input;
      this.inputs = inputs;
    }

    /** Returns the decoder's row of a hypothesis. */
    int row(int beam) {
      return beam * inputs + input;
    }

    boolean isDone() {
      return open.isEmpty();
    }

    /**
     * Writes one more token.
     *
     * @param probabilities of all inputs
     * @param vocabulary probabilities of a row
     * @return the rows the open hypotheses go on from
     */
    List<Integer> advance(float[] probabilities, int vocabulary, Optional<float[][]> attention) {
      int places = search.beams() - finished.size();
      List<Continuation> best = best(probabilities, vocabulary, places);
      if (best.isEmpty()) {
        finished.addAll(open);
      }
      List<Written> before = List.copyOf(open);
      List<Integer> origins = new ArrayList<>();
      open.clear();
      for (Continuation one : best) {
        int row = row(one.beam());
        Written written =
            before
                .get(one.beam())
                .and(one.token(), one.probability(), attention.map(all -> all[row]));
        if (written.isClosed() || written.length() == search.maxOutputLength()) {
          finished.add(written);
        } else {
          open.add(written);
          origins.add(row);
        }
      }
      return origins;
    }

    private List<Continuation> best(float[] probabilities, int vocabulary, int places) {
      PriorityQueue<Continuation> best = new PriorityQueue<>(MOST_PROBABLE_FIRST.reversed());
      for (int beam = 0; beam < open.size(); beam++) {
        Written written = open.get(beam);
        int from = row(beam) * vocabulary;
        FiniteOutput.require(probabilities, from, vocabulary);
        double least = least(best, places, written);
        for (int token = 0; token < vocabulary; token++) {
          float probability = probabilities[from + token];
          if (probability > least && rules.allows(written, token)) {
            if (best.size() == places) {
              best.poll();
            }
            double sum = written.sum() + Math.log(probability);
            best.add(new Continuation(beam, token, sum, probability));
            least = least(best, places, written);
          }
        }
      }
      return best.stream().sorted(MOST_PROBABLE_FIRST).toList();
    }

    /** Returns the probability that a continuation must exceed to enter the beam. */
    private double least(PriorityQueue<Continuation> best, int places, Written written) {
      Continuation weakest = best.peek();
      return weakest == null || best.size() < places ? 0 : Math.exp(weakest.sum() - written.sum());
    }

    List<Answer> answers() {
      return finished.stream()
          .map(written -> written.answer(blueprint, score(written)))
          .sorted(Comparator.comparingDouble(Answer::score).reversed())
          .toList();
    }
  }

  /** Answers of each input, best first; fewer than {@code beams} only where no more can be. */
  public List<List<Answer>> search(SequenceBatch batch) {
    int width = search.beams();
    int rows = batch.rows() * width;
    decoder.start(batch, width);
    List<Beam> beams = new ArrayList<>();
    IntStream.range(0, batch.rows()).forEach(row -> beams.add(new Beam(row, batch.rows())));
    int[] previous = new int[rows];
    Arrays.fill(previous, Written.NOTHING.token());
    while (!beams.stream().allMatch(Beam::isDone)) {
      float[] probabilities = decoder.next(previous);
      Optional<float[][]> attention = decoder.attention();
      int[] origins = IntStream.range(0, rows).toArray();
      for (Beam beam : beams) {
        List<Integer> from = beam.advance(probabilities, probabilities.length / rows, attention);
        for (int i = 0; i < from.size(); i++) {
          origins[beam.row(i)] = from.get(i);
          previous[beam.row(i)] = beam.open.get(i).token();
        }
      }
      decoder.take(origins);
    }
    return beams.stream().map(Beam::answers).toList();
  }

  @Override
  public List<Answer> predict(SequenceBatch batch) {
    return search(batch).stream().map(answers -> answers.get(0)).toList();
  }

  private double score(Written written) {
    double penalty =
        Math.pow((LENGTH_OFFSET + written.length()) / (LENGTH_OFFSET + 1), search.lengthPenalty());
    double uncovered = 0;
    for (float covered : written.coverage()) {
      uncovered += Math.log(Math.min(1, Math.max(covered, LEAST_COVERAGE)));
    }
    return written.sum() / penalty + search.coveragePenalty() * uncovered;
  }
}
