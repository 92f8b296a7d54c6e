package io.unroll.jobs;

import io.unroll.runs.Run;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code run}: prepare, train and evaluate in one go. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Prepares shards, trains and evaluates in one go; resumes where it stopped.",
    footer = {
      "",
      "Examples:",
      "  unroll run conf/addition.conf",
      "  unroll run conf/addition.conf --set training.workers=1 --out runs/one-worker",
      "  unroll run conf/char-language-model.conf --set corpus.path=book.txt --out runs/book"
    })
public final class RunJob extends CorpusJob {
  @Override
  void stages(Run run) throws IOException {
    run.check();
    run.prepare();
    run.train();
    run.evaluate();
  }
}
