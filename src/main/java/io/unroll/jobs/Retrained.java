package io.unroll.jobs;

import io.unroll.config.InvalidInput;
import io.unroll.retraining.Champions;
import io.unroll.retraining.Nights;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Finds the run behind a folder of nights. */
final class Retrained {
  private Retrained() {}

  /**
   * A folder as it is typed.
   *
   * @throws InvalidInput if no file system can have it
   */
  static Path path(String out, Configuration hadoop) throws IOException {
    try {
      Path path = new Path(out);
      path.getFileSystem(hadoop);
      return path;
    } catch (IllegalArgumentException | UnsupportedFileSystemException e) {
      throw new InvalidInput(
          "%s: must be a folder on a file system, but cannot be opened: %s; give another path"
              .formatted(out.isEmpty() ? "''" : out, e.getMessage()));
    }
  }

  /** The champion's run where the folder is a home of nights; any other folder as it is. */
  static Path run(Path out, Configuration hadoop) throws IOException {
    return Champions.alias(out, hadoop).isPresent()
        ? new Nights(out, hadoop).run(Champions.alias(out, hadoop).orElseThrow())
        : out;
  }

  /** The model's folder of a run, or of the champion of a home of nights. */
  static Path model(String out, Configuration hadoop) throws IOException {
    return new Path(run(path(out, hadoop), hadoop), RunContext.MODEL);
  }
}
