package io.unroll.evaluation.measure;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Corpus chrF2, from 0 to 100, equal to sacreBLEU's with its defaults.
 *
 * <p>Popović 2015 (doi 10.18653/v1/W15-3049), 2016 (W16-2341): F = (1 + beta^2) P R / (beta^2 P +
 * R) with beta = 2, where P and R are precision and recall of character n-grams, n = 1..6, averaged
 * over those n that both predictions and references have any of. Characters are code points; blanks
 * are left out, case is kept, words do not matter. Of several references an example is compared
 * with the one that gives it the highest F, the first of equals.
 *
 * @param references how many examples there are, and how many references they have
 * @param orders n-grams by n, from 1
 */
public record ChrF(ReferenceCounts references, List<Overlap> orders) implements Tally<ChrF> {
  private static final int LONGEST = 6;
  private static final double BETA = 2;

  /** Of no examples. */
  public static final ChrF NONE =
      new ChrF(ReferenceCounts.NONE, Collections.nCopies(LONGEST, Overlap.NONE));

  /**
   * Counts of one example.
   *
   * @throws IllegalArgumentException if there are no references
   */
  public static ChrF of(String prediction, List<String> references) {
    ReferenceCounts counts = ReferenceCounts.of(references);
    List<Ngrams<Integer>> predicted = ngrams(prediction);
    // The first of equals, which Stream.max would not promise.
    return references.stream()
        .map(reference -> new ChrF(counts, overlaps(predicted, ngrams(reference))))
        .sorted(Comparator.comparingDouble(ChrF::score).reversed())
        .findFirst()
        .orElseThrow();
  }

  private static List<Ngrams<Integer>> ngrams(String text) {
    List<Integer> characters = Blanks.removed(text).codePoints().boxed().toList();
    return IntStream.rangeClosed(1, LONGEST)
        .mapToObj(order -> Ngrams.of(characters, order))
        .toList();
  }

  private static List<Overlap> overlaps(
      List<Ngrams<Integer>> predicted, List<Ngrams<Integer>> reference) {
    return IntStream.range(0, LONGEST)
        .mapToObj(n -> overlap(predicted.get(n), reference.get(n)))
        .toList();
  }

  // sacreBLEU does not hold n-grams against a prediction whose reference is too short to have any.
  private static Overlap overlap(Ngrams<Integer> predicted, Ngrams<Integer> reference) {
    long wanted = reference.total();
    return new Overlap(predicted.common(reference), wanted == 0 ? 0 : predicted.total(), wanted);
  }

  @Override
  public ChrF plus(ChrF other) {
    return new ChrF(
        references.plus(other.references),
        IntStream.range(0, LONGEST)
            .mapToObj(n -> orders.get(n).plus(other.orders.get(n)))
            .toList());
  }

  /** ChrF2 of the examples, from 0 to 100. */
  public double score() {
    List<Overlap> effective =
        orders.stream().filter(order -> order.predicted() > 0 && order.reference() > 0).toList();
    double precision = effective.stream().mapToDouble(Overlap::precision).average().orElse(0);
    double recall = effective.stream().mapToDouble(Overlap::recall).average().orElse(0);
    return 100 * Overlap.f(BETA, precision, recall);
  }

  /** Returns what the score depends on, as sacreBLEU writes it; the version is this program's. */
  public String signature(String version) {
    return references.signature() + "|case:mixed|eff:yes|nc:6|nw:0|space:no|version:" + version;
  }

  /** {@code chrF2}; its signature is sacreBLEU's after the split and the number of examples. */
  @Override
  public List<Measurement> measurements(String split, String version) {
    String signature =
        "split:" + split + "|examples:" + references.examples() + "|" + signature(version);
    return List.of(new Measurement("chrF2", score(), signature, true));
  }
}
