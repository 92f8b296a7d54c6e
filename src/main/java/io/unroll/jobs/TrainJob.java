package io.unroll.jobs;

import io.unroll.runs.Run;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code train}: shards to model. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Trains on the shards of OUT; resumes from the last checkpoint.",
    footer = {
      "",
      "Example:",
      "  unroll prepare conf/addition.conf --out runs/addition",
      "  unroll train conf/addition.conf --out runs/addition"
    })
public final class TrainJob extends CorpusJob {
  @Override
  void stages(Run run) throws IOException {
    run.train();
  }
}
