package io.unroll.retraining;

import io.unroll.config.GateSettings;
import io.unroll.config.Settings;
import io.unroll.evaluation.Drift;
import io.unroll.evaluation.measure.Bootstrap;
import io.unroll.evaluation.measure.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** The conditions of a promotion, one after the other. */
public final class Gates {
  /** Enough new data. */
  public static final String DATA = "minExamples";

  /** The headline metric. */
  public static final String GAIN = "gain";

  /** Parameters. */
  public static final String SIZE = "modelSize";

  /** Examples a second. */
  public static final String SPEED = "decodeSpeed";

  private static final String NEW_METRICS = "newMetrics";
  private static final String EARLIER_METRICS = "earlierMetrics";
  private static final String UNKNOWN = "unknownTokens";
  private static final String LENGTHS = "lengths";
  private static final String TOKENS = "tokenDrift";
  private static final String LABELS = "labelDrift";

  /** All names there are. */
  public static final List<String> NAMES =
      List.of(
          DATA, GAIN, NEW_METRICS, EARLIER_METRICS, UNKNOWN, LENGTHS, TOKENS, LABELS, SIZE, SPEED);

  /** Gates that say nothing against the data. */
  private static final Set<String> ABOUT_THE_MODEL = Set.of(DATA, GAIN, SIZE, SPEED);

  private final GateSettings limits;
  private final Set<String> waived;
  private final List<Gate> gates = new ArrayList<>();

  /**
   * @param waived gates that someone has decided to take for passed
   */
  public Gates(GateSettings limits, Set<String> waived) {
    this.limits = limits;
    this.waived = Set.copyOf(waived);
  }

  /** Returns all that were decided, in order. */
  public List<Gate> all() {
    return List.copyOf(gates);
  }

  /** Returns whether every one was passed. */
  public boolean passed() {
    return gates.stream().allMatch(Gate::passed);
  }

  /** Returns what becomes of the data. */
  public Verdict.Data data() {
    if (passed()) {
      return Verdict.Data.USED;
    }
    boolean innocent =
        gates.stream()
            .filter(gate -> !gate.passed())
            .allMatch(gate -> ABOUT_THE_MODEL.contains(gate.name()));
    return innocent ? Verdict.Data.WAIT : Verdict.Data.SET_ASIDE;
  }

  private void add(String name, boolean passed, String format, Object... values) {
    String text = String.format(Locale.ROOT, format, values);
    boolean excused = !passed && waived.contains(name);
    gates.add(new Gate(name, passed || excused, excused ? text + " (waived)" : text));
  }

  /**
   * Returns whether there is enough to train on.
   *
   * @param unit what is counted: example or token
   */
  public boolean data(long found, String unit) {
    boolean enough = found >= limits.minExamples();
    add(DATA, enough, "%,d new training %ss; at least %,d", found, unit, limits.minExamples());
    return passed();
  }

  /** The headline metric on all held-out examples. */
  public void gain(Contest contest, Settings settings) {
    Verdict.Pair both = contest.together();
    String figures =
        String.format(
            Locale.ROOT,
            "%s %.4f → %.4f",
            contest.headline().metric(),
            both.champion(),
            both.challenger());
    Bootstrap.Comparison comparison = contest.difference(settings).orElse(null);
    if (comparison == null) {
      add(GAIN, false, "%s: not defined on every part of the held-out examples", figures);
      return;
    }
    double difference = comparison.difference().value();
    boolean ahead = difference != 0 && difference > 0 == contest.headline().higherIsBetter();
    boolean sure = comparison.pValue() <= limits.significance();
    boolean better = limits.accept() == GateSettings.Accept.BETTER;
    boolean passed = better ? ahead && sure : ahead || difference == 0 || !sure;
    String must = better ? "must be better" : "must not be worse";
    add(
        GAIN,
        passed,
        "%s, p = %.4f; %s at p ≤ %s",
        figures,
        comparison.pValue(),
        must,
        limits.significance());
  }

  /** Every metric on each set of held-out examples. */
  public void metrics(Contest contest) {
    worst(NEW_METRICS, "new", contest.fresh());
    contest.earlier().ifPresent(sides -> worst(EARLIER_METRICS, "earlier", sides));
  }

  private void worst(String name, String set, Contest.Sides sides) {
    Map<String, Verdict.Pair> pairs = sides.metrics();
    List<String> worse = new ArrayList<>();
    for (Measurement metric : sides.champion().measurements()) {
      Verdict.Pair pair = pairs.get(metric.name());
      if (pair == null) {
        continue;
      }
      double loss =
          metric.higherIsBetter()
              ? pair.champion() - pair.challenger()
              : pair.challenger() - pair.champion();
      double allowed = limits.toleranceOf(metric.name()) * Math.max(1, Math.abs(pair.champion()));
      // A figure that is no number any more is a loss, too.
      if (Double.isFinite(pair.champion()) && !(loss <= allowed)) {
        worse.add(
            String.format(
                Locale.ROOT,
                "%s %.4f → %.4f, at most %.4f worse",
                metric.name(),
                pair.champion(),
                pair.challenger(),
                allowed));
      }
    }
    add(
        name,
        worse.isEmpty(),
        "%s",
        worse.isEmpty()
            ? "none of %s metrics on the %s held-out examples is worse than its tolerance"
                .formatted(pairs.size(), set)
            : String.join("; ", worse));
  }

  /** Adds the gates on the distance of the new data from those the champion was trained on. */
  public void drift(Drift drift) {
    most(
        UNKNOWN,
        drift.unknown(),
        limits.maxUnknown(),
        "share of the new tokens that the champion does not know");
    most(
        LENGTHS,
        drift.lengthRatio(),
        limits.maxLengthRatio(),
        "ratio of new to old lengths at the median or 90th percentile");
    most(
        TOKENS,
        drift.tokenDivergence(),
        limits.maxTokenDivergence(),
        "bits between the tokens' distributions");
    most(
        LABELS,
        drift.labelDivergence(),
        limits.maxLabelDivergence(),
        "bits between the labels' distributions");
  }

  private void most(String name, OptionalDouble found, double limit, String what) {
    found.ifPresent(value -> add(name, value <= limit, "%s: %.4f; at most %s", what, value, limit));
  }

  /** Parameters of both. */
  public void size(long champion, long challenger) {
    double ratio = (double) challenger / champion;
    add(
        SIZE,
        ratio <= limits.maxGrowth(),
        "%,d parameters, %.3f times the champion's; at most %s",
        challenger,
        ratio,
        limits.maxGrowth());
  }

  /** Examples a second of both. */
  public void speed(Verdict.Pair speed) {
    double ratio = speed.challenger() / speed.champion();
    add(
        SPEED,
        ratio >= limits.minSpeed(),
        "%,.0f examples/s, %.2f times the champion's; at least %s",
        speed.challenger(),
        ratio,
        limits.minSpeed());
  }
}
