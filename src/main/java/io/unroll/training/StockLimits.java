package io.unroll.training;

import io.unroll.config.AveragingSettings;
import io.unroll.config.AveragingSettings.Outer;
import io.unroll.config.AveragingSettings.UpdaterState;
import io.unroll.config.InvalidInput;
import io.unroll.config.ScheduleSettings;
import io.unroll.config.ScheduleSettings.Type;
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
    limits.must(
        averaging.rule().outer() == Outer.AVERAGE,
        "averaging.outer",
        "average",
        averaging.rule().outer());
    limits.must(
        averaging.updaterState() != UpdaterState.KEEP,
        "averaging.updaterState",
        "average or reset",
        "keep");
    limits.must(averaging.warmup() == 0, "averaging.warmup", "0", averaging.warmup());
    limits.must(averaging.growth() == 1, "averaging.growth", "1", averaging.growth());
    ScheduleSettings schedule = settings.training().rate().learningRateSchedule();
    limits.must(
        schedule.type() == Type.STEP || schedule.type() == Type.PLATEAU,
        "learningRateSchedule.type",
        "step or plateau",
        schedule.type());
    limits.must(
        schedule.warmupBatches() == 0,
        "learningRateSchedule.warmupBatches",
        "0",
        schedule.warmupBatches());
    if (settings.shards().batchBy() != BatchBy.EXAMPLES) {
      limits.problems.add(
          "shards.batchBy: must be examples for training.averaging.master = dl4j, which cuts and joins"
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
          "training.%s: must be %s for training.averaging.master = dl4j, got %s; or use training.averaging.master = unroll"
              .formatted(key, what, value));
    }
  }
}
