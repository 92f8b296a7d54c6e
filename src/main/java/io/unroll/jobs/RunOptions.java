package io.unroll.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every command with a settings file has. */
final class RunOptions {

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides one setting; repeatable. Example: --set training.epochs=3")
  List<String> overrides = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the run, on any Hadoop file system. Default: runs/NAME")
  Optional<String> out = Optional.empty();

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master. Default: the one given to spark-submit, else this machine")
  Optional<String> master = Optional.empty();
}
