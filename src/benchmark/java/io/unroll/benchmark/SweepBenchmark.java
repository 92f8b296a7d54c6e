package io.unroll.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.benchmark.SweepResult.Ending;
import io.unroll.config.InvalidInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sweep}: every value of every setting that changes training, beside a base. */
@Command(
    name = "sweep",
    description = {
      "Trains every value of every setting that changes training, one at a time against a base, on"
          + " little data, and prints the loss on held-out data beside the base's. What is far off"
          + " without a reason is marked. src/benchmark/sweep.conf says what is trained: a new"
          + " setting is admitted by its row there. Exit status 1 if a row is marked."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {
      "",
      "Examples:",
      "  src/benchmark/run sweep --corpora corpora --json sweep.json",
      "  src/benchmark/run sweep --corpora corpora --only classifier --setting model.pooling"
    })
public final class SweepBenchmark implements Callable<Integer> {
  @Option(
      names = "--corpora",
      paramLabel = "DIR",
      required = true,
      description = "holds the corpora under the names that src/benchmark/sweep.conf gives")
  private @Nullable Path corpora;

  @Option(names = "--only", paramLabel = "BASE", description = "only this base; repeatable")
  private List<String> only = List.of();

  @Option(names = "--setting", paramLabel = "KEY", description = "only this one; repeatable")
  private List<String> keys = List.of();

  @Option(names = "--threads", defaultValue = "2", description = "of Spark (${DEFAULT-VALUE})")
  private int threads;

  @Mixin private BenchmarkJson json = new BenchmarkJson();

  @Spec private @Nullable CommandSpec command;

  private final SweepPlan plan = new SweepPlan();
  private final Map<String, Ending> bases = new HashMap<>();

  @Override
  public Integer call() throws IOException {
    List<SweepRow> rows =
        plan.rows().stream()
            .filter(row -> only.isEmpty() || only.contains(row.base()))
            .filter(row -> keys.isEmpty() || keys.contains(row.key()))
            .toList();
    if (rows.isEmpty()) {
      throw new InvalidInput(
          "--only must be a base, one of %s, and --setting a key with a row on it"
              .formatted(String.join(", ", plan.bases())));
    }
    Path folder = Files.createTempDirectory("unroll-sweep");
    SweepCorpora cut = new SweepCorpora(Objects.requireNonNull(corpora), folder);
    cut.check(rows.stream().map(SweepRow::base).distinct().map(plan::base).toList());
    try (SparkSession session = EmbeddedSpark.start(threads)) {
      return train(rows, new SweepTraining(session, cut, folder));
    }
  }

  private int train(List<SweepRow> rows, SweepTraining training) throws IOException {
    out()
        .printf(
            "%-18s %-46s %-20s %8s %8s %6s %5s  %s%n",
            "base", "setting", "value", "loss", "base's", "ratio", "s", "mark");
    List<ObjectNode> done = new ArrayList<>();
    int marked = 0;
    for (SweepRow row : rows) {
      SweepBase base = plan.base(row.base());
      String compared = row.base() + row.with();
      if (!bases.containsKey(compared)) {
        bases.put(compared, ending(training, base, row.with()));
      }
      double beside = bases.get(compared).loss();
      SweepResult result = new SweepResult(row, beside, ending(training, base, row.overrides()));
      if (!result.mark().isEmpty()) {
        marked++;
      }
      done.add(result.json());
      out().println(result.line());
      out().flush();
      json.write("sweep", threads, done);
    }
    out().printf("%d rows, %d marked%n", rows.size(), marked);
    return marked == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static Ending ending(SweepTraining training, SweepBase base, List<String> overrides)
      throws IOException {
    long started = System.nanoTime();
    double loss = Double.NaN;
    String refusal = "";
    String failure = "";
    try {
      loss = training.loss(base, overrides);
    } catch (InvalidInput e) {
      refusal = String.join("; ", e.problems());
    } catch (RuntimeException e) {
      failure = String.valueOf(e).lines().findFirst().orElse("");
    }
    return new Ending(loss, refusal, failure, (System.nanoTime() - started) / 1e9);
  }

  private PrintWriter out() {
    return Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
  }
}
