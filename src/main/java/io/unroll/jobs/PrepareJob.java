package io.unroll.jobs;

import io.unroll.runs.Run;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code prepare}: corpus to shards. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    description = "Turns a corpus into shards under OUT/shards.",
    footer = {"", "Example:", "  unroll prepare conf/addition.conf --out runs/addition"})
public final class PrepareJob extends CorpusJob {
  @Override
  void stages(Run run) throws IOException {
    run.prepare();
  }
}
