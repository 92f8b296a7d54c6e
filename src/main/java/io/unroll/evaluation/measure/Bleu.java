package io.unroll.evaluation.measure;

import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Corpus BLEU, from 0 to 100, equal to sacreBLEU's with its defaults.
 *
 * <p>Papineni et al. 2002 (doi 10.3115/1073083.1073135): BLEU = BP exp(sum over n = 1..4 of
 * log(p_n) / 4), where p_n is the share of predicted n-grams that a reference has, each clipped to
 * its highest count in any single reference; BP = min(1, exp(1 - r / c)), c the length of the
 * predictions and r that of the closest references, the shorter of two that are equally close. Post
 * 2018 (arXiv 1804.08771): words by mteval-v13a, case kept. Smoothing {@code exp}: the k-th order
 * without any match counts as 1 / 2^k matches; no match at all is 0, and so are predictions that
 * are all shorter than four words.
 *
 * @param references how many examples there are, and how many references they have
 * @param referenceLength r, in words
 * @param orders n-grams by n, from 1
 */
public record Bleu(ReferenceCounts references, long referenceLength, List<Order> orders)
    implements Tally<Bleu> {
  private static final int LONGEST = 4;

  /** Of no examples. */
  public static final Bleu NONE =
      new Bleu(ReferenceCounts.NONE, 0, Collections.nCopies(LONGEST, new Order(0, 0)));

  /**
   * N-grams of one n.
   *
   * @param matched those that a reference has, too
   * @param predicted all that were predicted
   */
  public record Order(long matched, long predicted) implements Serializable {

    static Order of(int order, List<String> predicted, List<List<String>> references) {
      Ngrams<String> allowed =
          references.stream()
              .map(reference -> Ngrams.of(reference, order))
              .reduce(Ngrams::union)
              .orElseThrow();
      Ngrams<String> written = Ngrams.of(predicted, order);
      return new Order(written.common(allowed), written.total());
    }

    Order plus(Order other) {
      return new Order(matched + other.matched, predicted + other.predicted);
    }
  }

  /**
   * Counts of one example.
   *
   * @param prediction text as it would be shown, not parted into words
   * @param references the same
   * @throws IllegalArgumentException if there are no references
   */
  public static Bleu of(String prediction, List<String> references) {
    ReferenceCounts counts = ReferenceCounts.of(references);
    List<String> predicted = MtevalTokenizer.words(prediction);
    List<List<String>> wanted = references.stream().map(MtevalTokenizer::words).toList();
    return new Bleu(
        counts,
        closest(predicted.size(), wanted),
        IntStream.rangeClosed(1, LONGEST)
            .mapToObj(order -> Order.of(order, predicted, wanted))
            .toList());
  }

  private static int closest(int length, List<List<String>> references) {
    return references.stream()
        .map(List::size)
        .min(
            Comparator.comparingInt((Integer size) -> Math.abs(size - length))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  @Override
  public Bleu plus(Bleu other) {
    return new Bleu(
        references.plus(other.references),
        referenceLength + other.referenceLength,
        IntStream.range(0, LONGEST)
            .mapToObj(n -> orders.get(n).plus(other.orders.get(n)))
            .toList());
  }

  /** BLEU of the examples, from 0 to 100. */
  public double score() {
    if (orders.stream().allMatch(order -> order.matched == 0)
        || orders.stream().anyMatch(order -> order.predicted == 0)) {
      return 0;
    }
    double logs = 0;
    double smoothed = 1;
    for (Order order : orders) {
      if (order.matched == 0) {
        smoothed /= 2;
      }
      double matched = order.matched == 0 ? smoothed : order.matched;
      logs += Math.log(matched / order.predicted);
    }
    return 100 * brevityPenalty() * Math.exp(logs / LONGEST);
  }

  /** Returns the counts the score is computed from, as numbers that add up. */
  public Counts counts() {
    double[] counts = new double[2 * LONGEST + 1];
    counts[0] = referenceLength;
    for (int n = 0; n < LONGEST; n++) {
      counts[2 * n + 1] = orders.get(n).matched;
      counts[2 * n + 2] = orders.get(n).predicted;
    }
    return new Counts(counts);
  }

  /** Returns the score of these counts, without the number of references. */
  public static Bleu ofCounts(Counts counts) {
    double[] sums = counts.values();
    List<Order> orders =
        IntStream.range(0, LONGEST)
            .mapToObj(n -> new Order((long) sums[2 * n + 1], (long) sums[2 * n + 2]))
            .toList();
    return new Bleu(ReferenceCounts.NONE, (long) sums[0], orders);
  }

  private double brevityPenalty() {
    double length = orders.get(0).predicted;
    return length < referenceLength ? Math.exp(1 - referenceLength / length) : 1;
  }

  /** Returns what the score depends on, as sacreBLEU writes it; the version is this program's. */
  public String signature(String version) {
    return references.signature() + "|case:mixed|eff:no|tok:13a|smooth:exp|version:" + version;
  }

  /** {@code bleu}; its signature is sacreBLEU's after the split and the number of examples. */
  @Override
  public List<Measurement> measurements(String split, String version) {
    String signature =
        "split:" + split + "|examples:" + references.examples() + "|" + signature(version);
    return List.of(new Measurement("bleu", score(), signature, true));
  }
}
