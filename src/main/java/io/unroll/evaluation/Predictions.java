package io.unroll.evaluation;

import io.unroll.evaluation.measure.Additive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Predictions to show: some at random, the best and the worst.
 *
 * <p>The random ones go by a hash of the key, so they are arbitrary to the eye, the same in every
 * run and independent of partitions.
 */
public final class Predictions implements Additive<Predictions> {
  private static final long serialVersionUID = 1L;

  /** Reason why a prediction was chosen. */
  public enum Choice {
    RANDOM(Comparator.comparingInt(Predictions::mixed)),
    WORST(Comparator.comparingDouble(Prediction::quality)),
    BEST(Comparator.comparingDouble(Prediction::quality).reversed());

    private final Comparator<Prediction> order;

    Choice(Comparator<Prediction> order) {
      this.order = order.thenComparing(Predictions::mixed).thenComparing(Prediction::key);
    }
  }

  private final int shown;
  private final Map<Choice, List<Prediction>> chosen = new LinkedHashMap<>();

  /**
   * @param shown how many of each choice to keep
   */
  public Predictions(int shown) {
    this.shown = shown;
    for (Choice choice : Choice.values()) {
      chosen.put(choice, List.of());
    }
  }

  /** Returns the predictions to keep. */
  static Predictions of(int shown, List<Prediction> many) {
    Predictions predictions = new Predictions(shown);
    predictions.chosen.replaceAll((choice, none) -> first(choice, shown, many));
    return predictions;
  }

  private static List<Prediction> first(Choice choice, int count, List<Prediction> many) {
    PriorityQueue<Prediction> kept = new PriorityQueue<>(choice.order.reversed());
    for (Prediction one : many) {
      kept.add(one);
      if (kept.size() > count) {
        kept.poll();
      }
    }
    return new ArrayList<>(kept.stream().sorted(choice.order).toList());
  }

  @Override
  public Predictions plus(Predictions other) {
    Predictions both = new Predictions(shown);
    for (Choice choice : Choice.values()) {
      List<Prediction> all = new ArrayList<>(of(choice));
      all.addAll(other.of(choice));
      both.chosen.put(choice, first(choice, shown, all));
    }
    return both;
  }

  private static int mixed(Prediction prediction) {
    return prediction.key().hashCode() * 0x9E3779B9;
  }

  /** Returns the predictions of one choice, first to last. */
  public List<Prediction> of(Choice choice) {
    return List.copyOf(chosen.getOrDefault(choice, List.of()));
  }
}
