package io.unroll.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many predictions were right, and a fixed choice of right and wrong ones to show.
 *
 * <p>The choice goes by a hash of the key, so it is arbitrary to the eye, the same in every run and
 * independent of partitions.
 */
public final class Predictions implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Comparator<Prediction> BY_HASH =
      Comparator.comparingInt((Prediction prediction) -> mixed(prediction.key()))
          .thenComparing(Prediction::key);

  private final int shown;
  private final List<Prediction> right = new ArrayList<>();
  private final List<Prediction> wrong = new ArrayList<>();
  private long examples;
  private long exact;

  /**
   * @param shown how many right and how many wrong predictions to keep
   */
  public Predictions(int shown) {
    this.shown = shown;
  }

  /** Counts one prediction. */
  public void add(Prediction prediction) {
    examples++;
    exact += prediction.right() ? 1 : 0;
    keep(prediction.right() ? right : wrong, List.of(prediction));
  }

  /** Counts another partition's predictions. */
  public Predictions merge(Predictions other) {
    examples += other.examples;
    exact += other.exact;
    keep(right, other.right);
    keep(wrong, other.wrong);
    return this;
  }

  private void keep(List<Prediction> kept, List<Prediction> more) {
    kept.addAll(more);
    kept.sort(BY_HASH);
    if (kept.size() > shown) {
      kept.subList(shown, kept.size()).clear();
    }
  }

  private static int mixed(String key) {
    return key.hashCode() * 0x9E3779B9;
  }

  /** Number of examples. */
  public long examples() {
    return examples;
  }

  /** Share of examples whose prediction is right. */
  public double exactMatch() {
    return (double) exact / examples;
  }

  /** Up to {@code count} predictions, right and wrong in turn while both last. */
  public List<Prediction> mixed(int count) {
    List<Prediction> shown = new ArrayList<>();
    for (int i = 0; i < Math.max(right.size(), wrong.size()); i++) {
      if (i < right.size()) {
        shown.add(right.get(i));
      }
      if (i < wrong.size()) {
        shown.add(wrong.get(i));
      }
    }
    return List.copyOf(shown.subList(0, Math.min(count, shown.size())));
  }
}
