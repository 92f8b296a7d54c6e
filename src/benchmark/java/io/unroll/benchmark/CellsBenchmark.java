package io.unroll.benchmark;

import io.unroll.config.InvalidInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cells}: whole training steps of recurrent networks, ours against PyTorch and stock. */
@Command(
    name = "cells",
    description = {
      "Times whole training steps from token ids: embedding lookup, cells, softmax cross-entropy,"
          + " backward, clipping by the global norm 5, Adam. No dropout, no padding; every window"
          + " starts from zeros. Ours, PyTorch and stock Deeplearning4j, each in a process of its"
          + " own, take turns; ratios are medians of each round's ratio, above 1 where ours is"
          + " faster."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {
      "",
      "Examples:",
      "  src/benchmark/run cells",
      "  src/benchmark/run cells --row word --repetitions 31 --json cells.json"
    })
public final class CellsBenchmark implements Callable<Integer> {

  @Option(
      names = "--row",
      paramLabel = "SUBSTRING",
      defaultValue = "",
      description = "only rows whose name contains this")
  private String row = "";

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "15",
      description = "rounds per row (${DEFAULT-VALUE})")
  private int repetitions;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "native threads of each side; by default one per core")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private BenchmarkJson json = new BenchmarkJson();

  @Option(names = "--no-stock", description = "leave stock Deeplearning4j out")
  private boolean withoutStock;

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws IOException {
    require(repetitions >= 1, "--repetitions must be at least 1, got " + repetitions);
    require(threads >= 1, "--threads must be at least 1, got " + threads);
    List<ModelShape> shapes =
        CellRows.ALL.stream().filter(shape -> shape.name().contains(row)).toList();
    require(!shapes.isEmpty(), "--row must be part of a row's name, got " + row);
    PrintWriter out = spec().commandLine().getOut();
    Progress progress = new Progress(spec().commandLine().getErr());
    List<CellResult> results = new ArrayList<>();
    for (ModelShape shape : shapes) {
      Optional<String> missing = missing(shape);
      if (missing.isPresent()) {
        progress.line(shape.name() + " is left out: " + missing.get());
        continue;
      }
      results.add(
          new CellMeasurement(shape, threads, repetitions, progress)
              .run(!withoutStock && shape.hasStock()));
    }
    progress.done();
    new CellsTable(results, threads, repetitions).print(out);
    json.write("cells", threads, results.stream().map(CellResult::json).toList());
    return 0;
  }

  /** Returns why this version has no such network. */
  private static Optional<String> missing(ModelShape shape) {
    try {
      OurTrainee.settings(shape);
      return Optional.empty();
    } catch (InvalidInput e) {
      return Optional.of(String.join("; ", e.problems()));
    }
  }

  private void require(boolean condition, String problem) {
    if (!condition) {
      throw new ParameterException(spec().commandLine(), problem);
    }
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(command, "picocli sets it");
  }
}
