package io.unroll.jobs;

import io.unroll.config.Settings;
import io.unroll.corpus.storage.HadoopSettings;
import io.unroll.files.Lease;
import io.unroll.retraining.Retrained;
import io.unroll.runs.ReplacedRun;
import io.unroll.runs.Run;
import io.unroll.runs.RunContext;
import io.unroll.runs.RunFolder;
import io.unroll.runs.SparkOpener;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

  @Spec CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Configuration hadoop = HadoopSettings.current();
    Path root = Retrained.open(out, hadoop).root();
    try (Lease lease = Lease.take(root, hadoop, CommandText.of(command))) {
      RunFolder folder = RunFolder.open(root.toString(), hadoop).under(lease);
      Settings settings = folder.settings();
      folder.requireTrained();
      try (SparkOpener.Opened spark = SparkOpener.open(master, settings.name())) {
        new Run(new RunContext(settings, folder, spark.session()), System.out).evaluate();
      }
      ReplacedRun replaced = new ReplacedRun(root.getFileSystem(hadoop), root);
      if (replaced.isWaiting()) {
        replaced.discardIfReached();
      }
    }
    return 0;
  }
}
