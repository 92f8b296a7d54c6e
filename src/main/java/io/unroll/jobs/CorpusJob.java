package io.unroll.jobs;

import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.corpus.storage.HadoopSettings;
import io.unroll.runs.FolderClaim;
import io.unroll.runs.Run;
import io.unroll.runs.RunContext;
import io.unroll.runs.SparkOpener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that starts from a settings file and works in a run's folder. */
abstract class CorpusJob implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "SETTINGS", description = "A settings file, see conf/")
  Path file = Path.of("");

  @Mixin RunOptions options = new RunOptions();

  @Option(
      names = "--overwrite",
      description =
          "Replaces a run that is already there; it waits in OUT/_replaced until the new one has come as far")
  boolean overwrite;

  @Spec CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Settings settings = SettingsLoader.load(file, options.overrides);
    String out = options.out.orElse("runs/" + settings.name());
    try (FolderClaim claim =
        FolderClaim.take(
            out, HadoopSettings.current(), settings, CommandText.of(command), overwrite)) {
      System.out.println("run " + settings.name() + " in " + out);
      work(claim, settings);
    }
    return 0;
  }

  private void work(FolderClaim claim, Settings settings) throws IOException {
    boolean done = false;
    try (SparkOpener.Opened spark = SparkOpener.open(options.master, settings.name())) {
      stages(new Run(new RunContext(settings, claim.folder(), spark.session()), System.out));
      done = true;
    } finally {
      if (!done) {
        claim.giveBack();
      }
    }
    claim
        .keep()
        .ifPresent(
            place ->
                System.out.println(
                    "the run before waits in "
                        + place.toUri().getPath()
                        + " until this one has got as far"));
  }

  /** Runs the stages of this command. */
  abstract void stages(Run run) throws IOException;
}
