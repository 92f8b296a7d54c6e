package io.unroll.jobs;

import io.unroll.retraining.Champions;
import io.unroll.retraining.Nights;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Finds the run behind a folder of nights. */
final class Retrained {
  private Retrained() {}

  /** The champion's run where the folder is a home of nights; any other folder as it is. */
  static Path run(Path out, Configuration hadoop) throws IOException {
    return Champions.alias(out, hadoop).isPresent()
        ? new Nights(out, hadoop).run(Champions.alias(out, hadoop).orElseThrow())
        : out;
  }

  /** The model's folder of a run, or of the champion of a home of nights. */
  static Path model(String out, Configuration hadoop) throws IOException {
    return new Path(run(new Path(out), hadoop), RunContext.MODEL);
  }
}
