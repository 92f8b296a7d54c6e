package io.unroll.runs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkContext;

/**
 * Handler of SIGTERM in a training: abandons the current round, saves the model as it was before,
 * and ends the process with the shell's status for the signal (143).
 */
final class Termination implements AutoCloseable {
  /** Spark stops itself at 40. */
  private static final int BEFORE_SPARK = 100;

  private static final long SAVE_SECONDS = 300;

  private final SparkContext spark;
  private final CountDownLatch saved = new CountDownLatch(1);
  private final Runnable hook = this::terminated;
  private volatile boolean asked;

  /** Listens until it is closed, which says that all is saved. */
  Termination(SparkContext spark) {
    this.spark = spark;
    ShutdownHookManager.get().addShutdownHook(hook, BEFORE_SPARK, SAVE_SECONDS, TimeUnit.SECONDS);
  }

  /** Returns whether training is to save and end. */
  boolean isAsked() {
    return asked;
  }

  private void terminated() {
    asked = true;
    spark.cancelAllJobs();
    try {
      saved.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    saved.countDown();
    ShutdownHookManager hooks = ShutdownHookManager.get();
    if (!hooks.isShutdownInProgress()) {
      hooks.removeShutdownHook(hook);
    }
  }
}
