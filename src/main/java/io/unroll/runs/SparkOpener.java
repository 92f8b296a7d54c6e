package io.unroll.runs;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.storage.HadoopSettings;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opener of Spark: embedded on this machine, or on the cluster {@code spark-submit} names. */
public final class SparkOpener {

  private static final Pattern MASTER =
      Pattern.compile(
          "local(\\[([1-9][0-9]*|\\*)(,[0-9]+)?])?|local-cluster\\[.+]|yarn"
              + "|spark://[^:/]+:[0-9]+(,[^:/]+:[0-9]+)*|(k8s|mesos)://.+");

  /** One and a half times the 300 MiB that Spark keeps for itself. */
  private static final long LEAST_HEAP = 450L << 20;

  private SparkOpener() {}

  /**
   * An open Spark.
   *
   * @param master for the terminal and the report
   */
  public record Opened(SparkSession session, String master) implements AutoCloseable {
    @Override
    public void close() {
      session.stop();
    }
  }

  /**
   * @param master as given on the command line
   */
  public static Opened open(Optional<String> master, String name) {
    checkHeap(Runtime.getRuntime().maxMemory());
    SparkConf conf =
        HadoopSettings.withPlainLocalFiles(new SparkConf()).setAppName("unroll " + name);
    int cores = cores();
    // Spark itself would log a stack trace first.
    if (master.isPresent() && !MASTER.matcher(master.get()).matches()) {
      throw noMaster(master.get());
    }
    master.ifPresent(conf::setMaster);
    conf.setIfMissing("spark.master", "local[" + cores + "]");
    MasterReach.check(conf.get("spark.master"));
    boolean local = conf.get("spark.master").startsWith("local");
    if (local) {
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.ui.enabled", "false");
      // Driver and executor are one process: a laptop that slept has not lost its executor.
      conf.setIfMissing("spark.network.timeout", "7d");
      conf.setIfMissing("spark.executor.heartbeatInterval", "1h");
    } else {
      // spark-submit has set it; a plain java with --master has to bring its code along itself.
      jar().ifPresent(jar -> conf.setIfMissing("spark.jars", jar));
    }
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.locality.wait", "0");
    // A file for each target first and all of them copied into one would write a model twice a
    // round.
    conf.setIfMissing("spark.shuffle.sort.bypassMergeThreshold", "0");
    // An executor that is gone stays gone: its work is better done again than asked for again.
    conf.setIfMissing("spark.shuffle.io.retryWait", "1s");
    conf.setIfMissing("spark.scheduler.minRegisteredResourcesRatio", "1.0");
    return new Opened(start(conf), conf.get("spark.master"));
  }

  /** Spark would say so itself, in a stack trace and without the name of our setting. */
  public static void checkHeap(long bytes) {
    if (bytes < LEAST_HEAP) {
      throw new InvalidInput(
          "UNROLL_HEAP (--driver-memory, with spark-submit) must be at least 600m, got a heap of %sm: Spark starts with no less"
              .formatted(bytes >> 20));
    }
  }

  private static SparkSession start(SparkConf conf) {
    try {
      return SparkSession.builder().config(conf).getOrCreate();
    } catch (Exception e) {
      // Spark is Scala: checked exceptions come undeclared.
      if (e instanceof org.apache.spark.SparkException
          && String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("master url")) {
        throw noMaster(conf.get("spark.master"));
      }
      throw e;
    }
  }

  /** Returns the jar this program runs from; empty when it runs from classes. */
  private static Optional<String> jar() {
    return Optional.ofNullable(SparkOpener.class.getProtectionDomain().getCodeSource())
        .map(source -> source.getLocation().getPath())
        .filter(path -> path.endsWith(".jar"));
  }

  private static InvalidInput noMaster(String master) {
    return new InvalidInput(
        "--master must be a Spark master such as local[2] or spark://host:7077, got " + master);
  }

  /** Cores of this machine that may be used. */
  public static int cores() {
    return Optional.ofNullable(System.getenv("UNROLL_CORES"))
        .map(Integer::parseInt)
        .orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }
}
