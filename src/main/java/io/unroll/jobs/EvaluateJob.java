package io.unroll.jobs;

import io.unroll.config.Settings;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate}: model and held-out shards to report. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Evaluates a trained run on its test split and writes its report.",
    footer = {"", "Example:", "  unroll evaluate runs/addition"})
public final class EvaluateJob implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "OUT", description = "The folder of a trained run")
  String out = "";

  @Option(names = "--master", paramLabel = "URL", description = "Spark master")
  Optional<String> master = Optional.empty();

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(out, new Configuration());
    Settings settings = folder.settings();
    try (SparkOpener.Opened spark = SparkOpener.open(master, settings.name())) {
      new Stages(new RunContext(settings, folder, spark), System.out).evaluate();
    }
    return 0;
  }
}
