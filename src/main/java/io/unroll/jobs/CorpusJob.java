package io.unroll.jobs;

import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
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

  @Option(names = "--overwrite", description = "Replaces a run that is already there")
  boolean overwrite;

  @Spec CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Settings settings = SettingsLoader.load(file, options.overrides);
    String out = options.out.orElse("runs/" + settings.name());
    FolderClaim claim =
        FolderClaim.take(out, new Configuration(), settings, CommandText.of(command), overwrite);
    System.out.println("run " + settings.name() + " in " + out);
    boolean done = false;
    try (SparkOpener.Opened spark = SparkOpener.open(options.master, settings.name())) {
      stages(new Stages(new RunContext(settings, claim.folder(), spark), System.out));
      done = true;
    } finally {
      if (done) {
        claim.keep();
      } else {
        claim.giveBack();
      }
    }
    return 0;
  }

  /** The stages this command runs. */
  abstract void stages(Stages stages) throws IOException;
}
