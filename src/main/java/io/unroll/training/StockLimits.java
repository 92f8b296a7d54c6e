package io.unroll.training;

import io.unroll.config.AveragingSettings;
import io.unroll.config.AveragingSettings.Outer;
import io.unroll.config.AveragingSettings.UpdaterState;
import io.unroll.config.InvalidInput;
import io.unroll.config.LearningRateSettings;
import io.unroll.config.LearningRateSettings.Schedule;
import io.unroll.config.Settings;
import io.unroll.config.ShardSettings.BatchBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Check that refuses settings that Deeplearning4j's own master would silently ignore. */
final class StockLimits {
  private final List<String> problems = new ArrayList<>();

  private StockLimits() {}

  /**
   * @throws InvalidInput with a line for each such setting
   */
  static void check(Settings settings) {
    StockLimits limits = new StockLimits();
    AveragingSettings averaging = settings.training().averaging();
    limits.must(averaging.outer() == Outer.AVERAGE, "outer", "average", averaging.outer());
    limits.must(
        averaging.updaterState() != UpdaterState.KEEP, "updaterState", "average or reset", "keep");
    limits.must(averaging.averageWarmup() == 0, "averageWarmup", "0", averaging.averageWarmup());
    limits.must(averaging.averageGrowth() == 1, "averageGrowth", "1", averaging.averageGrowth());
    LearningRateSettings rate = settings.training().rate();
    limits.must(
        rate.schedule() == Schedule.STEP || rate.schedule() == Schedule.PLATEAU,
        "schedule",
        "step or plateau",
        rate.schedule());
    limits.must(rate.warmupBatches() == 0, "warmupBatches", "0", rate.warmupBatches());
    if (settings.shards().batchBy() != BatchBy.EXAMPLES) {
      limits.problems.add(
          "shards.batchBy: must be examples for training.master = dl4j, which cuts and joins"
              + " batches to one number of rows, got tokens");
    }
    if (!limits.problems.isEmpty()) {
      throw new InvalidInput(limits.problems);
    }
  }

  private void must(boolean holds, String key, String what, Object found) {
    if (!holds) {
      String value = String.valueOf(found).toLowerCase(Locale.ROOT).replace('_', '-');
      problems.add(
          "training.%s: must be %s for training.master = dl4j, got %s; or use master = unroll"
              .formatted(key, what, value));
    }
  }
}
