package io.unroll.runs;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;

/**
 * A bar of the tasks of each Spark stage on a terminal, named as in the Spark UI; nothing
 * elsewhere.
 */
final class StageProgress extends SparkListener implements AutoCloseable {
  private static final String DESCRIPTION = "spark.job.description";
  private static final int UPDATE_MILLIS = 200;

  private final SparkContext spark;
  private final Map<Integer, ProgressBar> bars = new HashMap<>();
  private String description = "";

  private StageProgress(SparkContext spark) {
    this.spark = spark;
  }

  /** Shows what Spark does until it is closed. */
  static StageProgress of(SparkContext spark, boolean shown) {
    StageProgress progress = new StageProgress(spark);
    if (shown && System.console() != null) {
      spark.addSparkListener(progress);
    }
    return progress;
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart job) {
    Properties properties = job.properties();
    description = properties == null ? "" : properties.getProperty(DESCRIPTION, "");
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted stage) {
    bars.put(
        stage.stageInfo().stageId(),
        new ProgressBarBuilder()
            .setTaskName("  " + description)
            .setInitialMax(stage.stageInfo().numTasks())
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .clearDisplayOnFinish()
            .build());
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    ProgressBar bar = bars.get(task.stageId());
    if (bar != null && task.taskInfo().successful()) {
      bar.step();
    }
  }

  @Override
  public synchronized void onStageCompleted(SparkListenerStageCompleted stage) {
    close(bars.remove(stage.stageInfo().stageId()));
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd job) {
    closeAll();
  }

  @Override
  public synchronized void close() {
    spark.removeSparkListener(this);
    closeAll();
  }

  private void closeAll() {
    bars.values().forEach(StageProgress::close);
    bars.clear();
  }

  private static void close(@Nullable ProgressBar bar) {
    if (bar != null) {
      bar.close();
    }
  }
}
