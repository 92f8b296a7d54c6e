package io.unroll.training;

import io.unroll.config.ScheduleSettings;
import java.io.Serializable;

/**
 * Step size over time, as a factor on {@code training.learningRate}.
 *
 * <pre>
 *   step                  decay^floor((epoch - 1) / decayEpochs)
 *   plateau               decay^cuts
 *   inverse-square-root   sqrt(w / max(t, w)), w = max(1, warmupBatches)   (Vaswani et al. 2017)
 *   cosine                (1 + cos(pi (t - 1) / T)) / 2                    (Loshchilov &amp; Hutter 2017)
 *   warm-up, all of them  min(1, t / warmupBatches)
 * </pre>
 *
 * <p>t counts a worker's batches from 1, T is how many there are in all epochs.
 *
 * @param cuts times a plateau has lowered the rate so far
 * @param totalSteps T
 */
record LearningRate(ScheduleSettings settings, int epoch, int cuts, long totalSteps)
    implements Serializable {

  /**
   * @param step batches trained before this one, on each worker
   */
  double factor(int step) {
    double warm =
        settings.warmupBatches() == 0 ? 1 : Math.min(1, (step + 1.0) / settings.warmupBatches());
    return warm * scheduled(step);
  }

  private double scheduled(int step) {
    return switch (settings.type()) {
      case STEP -> Math.pow(settings.decay(), (epoch - 1) / settings.decayEpochs());
      case PLATEAU -> Math.pow(settings.decay(), cuts);
      case INVERSE_SQUARE_ROOT -> {
        double warm = Math.max(1, settings.warmupBatches());
        yield Math.sqrt(warm / Math.max(step + 1, warm));
      }
      case COSINE -> (1 + Math.cos(Math.PI * Math.min(1, (double) step / totalSteps))) / 2;
    };
  }

  /**
   * Returns how often a plateau has lowered the rate after these epochs.
   *
   * @param better whether each epoch was the best so far
   */
  static int cuts(ScheduleSettings settings, Iterable<Boolean> better) {
    int cuts = 0;
    int waited = 0;
    for (boolean best : better) {
      waited = best ? 0 : waited + 1;
      if (settings.type() == ScheduleSettings.Type.PLATEAU && waited == settings.decayEpochs()) {
        cuts++;
        waited = 0;
      }
    }
    return cuts;
  }
}
