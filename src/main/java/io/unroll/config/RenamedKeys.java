package io.unroll.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keys of earlier versions, which are still read. */
final class RenamedKeys {
  private static final Map<KeyPath, KeyPath> NEW_NAMES =
      pairs(
          """
          training.averageEvery       training.averaging.every
          training.averageWarmup      training.averaging.warmup
          training.averageGrowth      training.averaging.growth
          training.outer              training.averaging.outer
          training.outerRate          training.averaging.outerRate
          training.outerMomentum      training.averaging.outerMomentum
          training.outerLookAhead     training.averaging.outerLookAhead
          training.updaterState       training.averaging.updaterState
          training.reduction          training.averaging.reduction
          training.master             training.averaging.master
          training.schedule           training.learningRateSchedule.type
          training.learningRateDecay  training.learningRateSchedule.decay
          training.decayEpochs        training.learningRateSchedule.decayEpochs
          training.warmupBatches      training.learningRateSchedule.warmupBatches
          training.patience           training.stopping.patience
          training.stopMetric         training.stopping.metric
          training.keep               training.stopping.keep
          training.averageLast        training.stopping.averageLast
          training.maxSkippedShare    training.stopping.maxSkippedShare
          training.checkpointMinutes  training.checkpoints.minutes
          """);

  private final Places places;
  private final Problems problems;
  private final Map<KeyPath, KeyPath> written = new HashMap<>();

  /**
   * @param problems takes what is given under both of its names, and a warning for each old name
   */
  RenamedKeys(Places places, Problems problems) {
    this.places = places;
    this.problems = problems;
  }

  /**
   * Gives what the user set under old names its new ones.
   *
   * @param chosen what the user set, completed by defaults and resolved
   */
  Config current(Config chosen) {
    Config current = chosen;
    for (Map.Entry<KeyPath, KeyPath> renamed : NEW_NAMES.entrySet()) {
      Optional<ConfigValue> before = Places.find(current.root(), renamed.getKey());
      if (before.isPresent()) {
        boolean counts = counts(renamed.getKey(), renamed.getValue(), current);
        current = current.withoutPath(renamed.getKey().toString());
        if (counts) {
          current = current.withValue(renamed.getValue().toString(), before.get());
          written.put(renamed.getValue(), renamed.getKey());
        }
      }
    }
    return current;
  }

  /** Returns the present name of the key whose old one was meant by a name of a block. */
  static Optional<KeyPath> meant(KeyPath block, String name) {
    Map<String, KeyPath> candidates = new LinkedHashMap<>();
    NEW_NAMES.forEach(
        (before, now) -> {
          if (before.parent().equals(block) || now.parent().equals(block)) {
            candidates.put(before.lastName(), now);
          }
        });
    return Suggestion.nearest(name, candidates.keySet()).map(candidates::get);
  }

  /** Returns the name under which the user set a key. */
  KeyPath written(KeyPath key) {
    return written.getOrDefault(key, key);
  }

  /** Tells whether the value under the old name is the one to take: {@code --set} overrules. */
  private boolean counts(KeyPath before, KeyPath now, Config chosen) {
    problems.warn(
        places.of(before), "%s is now %s; the old name still works".formatted(before, now));
    if (!inBlocks(now, chosen)) {
      return false;
    }
    if (Places.find(chosen.root(), now).filter(value -> !Defaults.gave(value)).isEmpty()) {
      return true;
    }
    if (places.isOverride(before) == places.isOverride(now)) {
      problems.add(
          places.of(before),
          "%s must not be given together with %s, its new name, at %s; leave the old one out"
              .formatted(before, now, places.of(now)));
    }
    return places.isOverride(before);
  }

  /** Tells whether nothing but a block stands where the key's blocks belong. */
  private static boolean inBlocks(KeyPath key, Config chosen) {
    return key.isRoot()
        || Places.find(chosen.root(), key.parent())
            .map(ConfigObject.class::isInstance)
            .orElseGet(() -> inBlocks(key.parent(), chosen));
  }

  /** Returns settings as an earlier version wrote them: under their old names. */
  static Map<String, Object> before(Map<String, Object> settings) {
    Config before = ConfigValueFactory.fromMap(settings).toConfig();
    for (Map.Entry<KeyPath, KeyPath> renamed : NEW_NAMES.entrySet()) {
      Optional<ConfigValue> value = Places.find(before.root(), renamed.getValue());
      if (value.isPresent()) {
        before =
            withoutEmpty(
                    before.withoutPath(renamed.getValue().toString()), renamed.getValue().parent())
                .withValue(renamed.getKey().toString(), value.get());
      }
    }
    return before.root().unwrapped();
  }

  private static Config withoutEmpty(Config settings, KeyPath block) {
    return settings.getObject(block.toString()).isEmpty()
        ? settings.withoutPath(block.toString())
        : settings;
  }

  private static Map<KeyPath, KeyPath> pairs(String lines) {
    Map<KeyPath, KeyPath> pairs = new LinkedHashMap<>();
    lines
        .lines()
        .map(line -> line.split(" +", -1))
        .forEach(names -> pairs.put(KeyPath.ROOT.below(names[0]), KeyPath.ROOT.below(names[1])));
    return pairs;
  }
}
