package io.unroll.retraining;

import io.unroll.config.InvalidInput;
import io.unroll.runs.RunContext;
import io.unroll.runs.RunFolder;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Finder of the run behind a folder of nights. */
public final class Retrained {
  private Retrained() {}

  /**
   * Opens a run, or the champion's run of a home of nights.
   *
   * @param out the folder as typed
   * @throws InvalidInput if there is none, or a damaged one
   */
  public static RunFolder open(String out, Configuration hadoop) throws IOException {
    Path typed = RunFolder.root(out, hadoop);
    Path run = run(typed, hadoop);
    return run.equals(typed) ? RunFolder.open(out, hadoop) : RunFolder.open(run.toString(), hadoop);
  }

  /** Returns the champion's run where the folder is a home of nights; any other folder as it is. */
  public static Path run(Path out, Configuration hadoop) throws IOException {
    return Champions.alias(out, hadoop).isPresent()
        ? new Nights(out, hadoop).run(Champions.alias(out, hadoop).orElseThrow())
        : out;
  }

  /** Returns the model's folder of a run, or of the champion of a home of nights. */
  public static Path model(String out, Configuration hadoop) throws IOException {
    return new Path(run(RunFolder.root(out, hadoop), hadoop), RunContext.MODEL);
  }
}
