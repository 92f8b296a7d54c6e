package io.unroll.evaluation.measure;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Precision, recall and F1 of spans, as the script conlleval counts them (Tjong Kim Sang and
 * Buchholz 2000, doi 10.3115/1117601.1117631); shares, of which the script prints the hundredfold.
 *
 * <p>A span is right if the reference has one of the same type with the same first and last word.
 * Tags are IOB2: {@code B-TYPE} starts a span and {@code I-TYPE} goes on with it. Ill-formed tags
 * are read as the script does: {@code I-TYPE} after {@code O}, at the start of a sentence or after
 * another type starts a span, as in IOB1. The type is all that follows the first hyphen, nothing if
 * there is none. Unlike in the script, every other tag is outside of spans.
 *
 * @param sentences number of sentences
 * @param tags number of tags
 * @param rightTags tags that are equal to the reference's, {@code O} included
 * @param byType spans by their type, types of predictions and references in alphabetical order
 */
public record SpanScores(
    long sentences, long tags, long rightTags, SortedMap<String, Overlap> byType)
    implements Tally<SpanScores> {

  /** Of no sentences. */
  public static final SpanScores NONE = new SpanScores(0, 0, 0, Collections.emptySortedMap());

  /** Keeps the map as it is now. */
  public SpanScores {
    byType = Collections.unmodifiableSortedMap(new TreeMap<>(byType));
  }

  /**
   * Counts of one sentence.
   *
   * @param reference its right tags
   * @param predicted its predicted tags
   * @throws IllegalArgumentException if they are not equally many
   */
  public static SpanScores of(List<String> reference, List<String> predicted) {
    if (reference.size() != predicted.size()) {
      throw new IllegalArgumentException(
          "a sentence must have as many predicted tags as it has words, %s, got %s"
              .formatted(reference.size(), predicted.size()));
    }
    Set<Span> right = new HashSet<>(Span.of(reference));
    List<Span> found = Span.of(predicted);
    TreeMap<String, Overlap> byType = new TreeMap<>();
    right.forEach(span -> byType.merge(span.type(), new Overlap(0, 0, 1), Overlap::plus));
    found.forEach(
        span ->
            byType.merge(
                span.type(), new Overlap(right.contains(span) ? 1 : 0, 1, 0), Overlap::plus));
    long rightTags =
        IntStream.range(0, reference.size())
            .filter(i -> reference.get(i).equals(predicted.get(i)))
            .count();
    return new SpanScores(1, reference.size(), rightTags, byType);
  }

  @Override
  public SpanScores plus(SpanScores other) {
    TreeMap<String, Overlap> both = new TreeMap<>(byType);
    other.byType.forEach((type, spans) -> both.merge(type, spans, Overlap::plus));
    return new SpanScores(
        sentences + other.sentences, tags + other.tags, rightTags + other.rightTags, both);
  }

  /** Spans of all types. */
  public Overlap all() {
    return byType.values().stream().reduce(Overlap.NONE, Overlap::plus);
  }

  /** Returns the share of tags that are right. */
  public double tagAccuracy() {
    return (double) rightTags / tags;
  }

  /** {@code spanF1}, {@code spanPrecision} and {@code spanRecall} of all types, tag accuracy. */
  @Override
  public List<Measurement> measurements(String split, String version) {
    String signature = signature(split, "average:micro", version);
    return Stream.concat(
            measurements("", all(), signature).stream(),
            Stream.of(new Measurement("tagAccuracy", tagAccuracy(), signature, true)))
        .toList();
  }

  /** Returns the measurements of each type, such as {@code spanF1:LOC}, in alphabetical order. */
  public List<Measurement> measurementsByType(String split, String version) {
    return byType.entrySet().stream()
        .flatMap(
            entry ->
                measurements(
                    ":" + entry.getKey(),
                    entry.getValue(),
                    signature(split, "spans:" + entry.getValue().reference(), version))
                    .stream())
        .toList();
  }

  private static List<Measurement> measurements(String suffix, Overlap spans, String signature) {
    return List.of(
        new Measurement("spanF1" + suffix, spans.f1(), signature, true),
        new Measurement("spanPrecision" + suffix, spans.precision(), signature, true),
        new Measurement("spanRecall" + suffix, spans.recall(), signature, true));
  }

  private String signature(String split, String detail, String version) {
    return String.join(
        "|",
        "split:" + split,
        "sentences:" + sentences,
        "tags:" + tags,
        "scheme:iob2",
        "illFormed:startsSpan",
        detail,
        "version:" + version);
  }
}
