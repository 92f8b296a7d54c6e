package io.unroll.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.corpus.example.Split;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.ShardReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shards}: how fast batches are read, beside how fast a small network uses them up. */
@Command(
    name = "shards",
    description = {
      "Reads all training batches of a run's shards, on one thread, several times, and trains the"
          + " smallest sensible network (LSTM 1x64, 32 x 64 tokens) on one thread. The ratio says"
          + " how many such workers one reader feeds; the verification of the files, which happens"
          + " once, is timed apart."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {"", "Example:", "  src/benchmark/run shards runs/char-language-model/shards"})
public final class ShardsBenchmark implements Callable<Integer> {
  private static final double NANOS = 1e9;
  private static final int STEPS = 200;
  private static final ModelShape SMALLEST =
      new ModelShape("LSTM 1x64, B32 T64", false, "lstm", 32, 64, 1, 64, 64, 80);

  @Parameters(paramLabel = "SHARDS", description = "a shards folder")
  private String folder = "";

  @Option(names = "--rounds", defaultValue = "5", description = "readings (${DEFAULT-VALUE})")
  private int rounds;

  @Mixin private BenchmarkJson json = new BenchmarkJson();

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws IOException {
    double network = consumption();
    SparkSession spark = EmbeddedSpark.start(1);
    try {
      ShardReader reader =
          ShardReader.open(new Path(folder), spark.sparkContext().hadoopConfiguration());
      long started = System.nanoTime();
      JavaRDD<SequenceBatch> batches = reader.batches(spark, Split.TRAIN);
      double verification = (System.nanoTime() - started) / NANOS;
      long count = batches.count();
      List<Double> seconds = new ArrayList<>();
      long tokens = 0;
      for (int round = 0; round < rounds; round++) {
        started = System.nanoTime();
        tokens = batches.mapPartitions(all -> List.of(tokens(all)).iterator()).reduce(Long::sum);
        seconds.add((System.nanoTime() - started) / NANOS);
      }
      report(count, tokens, Median.of(seconds), verification, network);
    } finally {
      spark.stop();
    }
    return 0;
  }

  private static long tokens(Iterator<SequenceBatch> batches) {
    long tokens = 0;
    while (batches.hasNext()) {
      tokens += batches.next().targetTokens();
    }
    return tokens;
  }

  /** Tokens per second that training uses up. */
  private static double consumption() {
    OurTrainee trainee = new OurTrainee(SMALLEST, 1);
    SequenceBatch batch = SMALLEST.randomBatch(1);
    for (int step = 0; step < STEPS / 4; step++) {
      trainee.step(batch);
    }
    long started = System.nanoTime();
    for (int step = 0; step < STEPS; step++) {
      trainee.step(batch);
    }
    return STEPS * SMALLEST.tokens() / ((System.nanoTime() - started) / NANOS);
  }

  private void report(
      long batches, long tokens, double seconds, double verification, double network)
      throws IOException {
    PrintWriter out = Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
    double rate = tokens / seconds;
    out.printf(
        Locale.ROOT,
        "%nReading, one thread, median of %d: %,d batches, %,d tokens in %.2f s%n"
            + "  %,.0f batches/s, %,.0f tokens/s%n"
            + "  %s uses up %,.0f tokens/s: reading is %.0f times as fast%n"
            + "  verifying the files once: %.2f s%n",
        rounds,
        batches,
        tokens,
        seconds,
        batches / seconds,
        rate,
        SMALLEST.name(),
        network,
        rate / network,
        verification);
    out.flush();
    ObjectNode row =
        JsonNodeFactory.instance
            .objectNode()
            .put("configuration", folder)
            .put("batchesPerSecond", batches / seconds)
            .put("tokensPerSecond", rate)
            .put("verificationSeconds", verification)
            .put("networkTokensPerSecond", network)
            .put("ratioToNetwork", rate / network);
    json.write("shards", 1, List.of(row));
  }
}
