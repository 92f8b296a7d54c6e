package io.unroll.jobs;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.storage.HadoopSettings;
import io.unroll.describe.DescribedPath;
import io.unroll.describe.Description;
import io.unroll.describe.DescriptionText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code describe}: what a settings file, a run or a part of a run is. Starts no Spark. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a network, a run, its shards, a vocabulary, a checkpoint or a model.",
      "For a network: every layer, its shape, its parameters and what computes it on this machine."
    },
    footer = {
      "",
      "Examples:",
      "  unroll describe conf/addition.conf --set model.layers=2",
      "  unroll describe conf/char-language-model.conf --set corpus.path=book.txt",
      "  unroll describe runs/addition",
      "  unroll describe runs/addition/shards",
      "  unroll describe runs/addition/shards/vocabulary-source.json",
      "  unroll describe runs/addition/checkpoints",
      "  unroll describe runs/addition/model --json"
    })
public final class DescribeJob implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "PATH",
      description = "A settings file, the folder of a run, or a part of one")
  String path = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides one setting of a settings file; repeatable")
  List<String> overrides = new ArrayList<>();

  @Option(
      names = "--vocabulary",
      paramLabel = "N",
      description = "Tokens to assume for the network of a settings file, specials included")
  Optional<Integer> vocabulary = Optional.empty();

  @Option(names = "--json", description = "Prints one JSON object instead of text")
  boolean json;

  @Override
  public Integer call() throws IOException {
    if (vocabulary.isPresent() && vocabulary.get() < 5) {
      throw new InvalidInput(
          "--vocabulary must be at least 5 (4 specials and a token), got " + vocabulary.get());
    }
    Description description =
        new DescribedPath(HadoopSettings.current(), overrides, vocabulary).describe(path);
    new PrintStream(System.out, true, StandardCharsets.UTF_8)
        .print(json ? description.json() : DescriptionText.of(description));
    return 0;
  }
}
