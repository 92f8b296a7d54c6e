package io.unroll.corpus;

import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** A Spark of its own for a piece of a test. */
public final class EmbeddedSpark {
  private EmbeddedSpark() {}

  /**
   * Returns what {@code use} makes of a session with this many threads, which is stopped
   * afterwards.
   */
  public static <T> T with(int threads, Function<SparkSession, T> use) {
    SparkSession spark = start(threads);
    try {
      return use.apply(spark);
    } finally {
      spark.stop();
    }
  }

  /** A session that the caller stops. */
  public static SparkSession start(int threads) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[" + threads + "]")
            .appName("test")
            .config("spark.ui.enabled", false)
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", threads)
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    return spark;
  }
}
