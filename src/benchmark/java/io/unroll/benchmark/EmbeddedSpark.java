package io.unroll.benchmark;

import org.apache.spark.sql.SparkSession;

/** Spark inside a benchmark's own process. */
final class EmbeddedSpark {
  private EmbeddedSpark() {}

  static SparkSession start(int threads) {
    return SparkSession.builder()
        .appName("benchmark")
        .master("local[" + threads + "]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate();
  }
}
