package io.unroll.evaluation.measure;

import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which label was given for which: accuracy, and precision, recall and F1 of each label.
 *
 * <p>Each example has one right label and is given one, so micro-averaged precision, recall and F1
 * are all equal to accuracy. Macro F1 is the mean of the labels' F1 (Opitz and Burst 2019, arXiv
 * 1911.03347, their averaged F1) over all labels that occur among references or predictions. What
 * is a share of nothing is 0; without examples accuracy is not a finite number.
 *
 * @param confusions number of examples by right label and given label
 */
public record LabelScores(SortedMap<Answer, Long> confusions) implements Tally<LabelScores> {

  /** Of no examples. */
  public static final LabelScores NONE = new LabelScores(Collections.emptySortedMap());

  /**
   * Pair of a reference and an answer.
   *
   * @param reference the right label
   * @param predicted the label given
   */
  public record Answer(String reference, String predicted)
      implements Comparable<Answer>, Serializable {
    private static final Comparator<Answer> ORDER =
        Comparator.comparing(Answer::reference).thenComparing(Answer::predicted);

    @Override
    public int compareTo(Answer other) {
      return ORDER.compare(this, other);
    }
  }

  /** Keeps the map as it is now. */
  public LabelScores {
    confusions = Collections.unmodifiableSortedMap(new TreeMap<>(confusions));
  }

  /** Given where probabilities are not numbers: nothing was answered. */
  public static final String NO_LABEL = "(not a number)";

  /** Counts of one example. */
  public static LabelScores of(String reference, String predicted) {
    TreeMap<Answer, Long> one = new TreeMap<>();
    one.put(new Answer(reference, predicted), 1L);
    return new LabelScores(one);
  }

  /**
   * Counts of the steps of one sequence.
   *
   * @throws IllegalArgumentException if there are not equally many references and predictions
   */
  public static LabelScores of(List<String> references, List<String> predicted) {
    if (references.size() != predicted.size()) {
      throw new IllegalArgumentException(
          "a sequence must have as many predicted labels as it has steps, %s, got %s"
              .formatted(references.size(), predicted.size()));
    }
    TreeMap<Answer, Long> all = new TreeMap<>();
    for (int step = 0; step < references.size(); step++) {
      all.merge(new Answer(references.get(step), predicted.get(step)), 1L, Long::sum);
    }
    return new LabelScores(all);
  }

  @Override
  public LabelScores plus(LabelScores other) {
    TreeMap<Answer, Long> both = new TreeMap<>(confusions);
    other.confusions.forEach((answer, count) -> both.merge(answer, count, Long::sum));
    return new LabelScores(both);
  }

  /** Returns the number of examples, or of steps. */
  public long examples() {
    return confusions.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Examples by label, in alphabetical order. */
  public SortedMap<String, Overlap> byLabel() {
    TreeMap<String, Overlap> labels = new TreeMap<>();
    confusions.forEach(
        (answer, count) -> {
          long right = answer.reference.equals(answer.predicted) ? count : 0;
          labels.merge(answer.reference, new Overlap(right, 0, count), Overlap::plus);
          labels.merge(answer.predicted, new Overlap(0, count, 0), Overlap::plus);
        });
    return labels;
  }

  /** Returns the number of them whose label is right. */
  public long right() {
    return byLabel().values().stream().mapToLong(Overlap::common).sum();
  }

  /** Returns the share of examples whose label is right. */
  public double accuracy() {
    return (double) right() / examples();
  }

  /** Returns the mean F1 of the labels. */
  public double macroF1() {
    return byLabel().values().stream().mapToDouble(Overlap::f1).average().orElse(0);
  }

  /** {@code accuracy}, {@code macroF1} and {@code microF1}. */
  @Override
  public List<Measurement> measurements(String split, String version) {
    String labels = "labels:" + byLabel().size();
    String signature = signature(split, labels, version);
    return List.of(
        new Measurement("accuracy", accuracy(), signature, true),
        new Measurement(
            "macroF1", macroF1(), signature(split, labels + "|average:macro", version), true),
        new Measurement(
            "microF1", accuracy(), signature(split, labels + "|average:micro", version), true));
  }

  /** {@code labelF1:LABEL}, precision and recall of each label, in alphabetical order. */
  public List<Measurement> measurementsByLabel(String split, String version) {
    return byLabel().entrySet().stream()
        .flatMap(
            entry -> {
              Overlap label = entry.getValue();
              String name = ":" + entry.getKey();
              String signature = signature(split, "labelled:" + label.reference(), version);
              return Stream.of(
                  new Measurement("labelF1" + name, label.f1(), signature, true),
                  new Measurement("labelPrecision" + name, label.precision(), signature, true),
                  new Measurement("labelRecall" + name, label.recall(), signature, true));
            })
        .toList();
  }

  private String signature(String split, String detail, String version) {
    return String.join(
        "|", "split:" + split, "examples:" + examples(), detail, "version:" + version);
  }
}
