package io.unroll.corpus.storage;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Paths as Spark's readers must be given them. A reader takes {@code [ ] { } * ?} for a pattern and
 * would look for others than the file of that name.
 */
public final class SparkPath {
  private static final String PATTERN_SIGNS = "\\{}[]*?";

  private SparkPath() {}

  /** Returns the pattern that matches exactly the file or folder of this name. */
  public static String of(String path) {
    StringBuilder escaped = new StringBuilder();
    path.chars()
        .forEach(
            c -> {
              if (PATTERN_SIGNS.indexOf(c) >= 0) {
                escaped.append('\\');
              }
              escaped.append((char) c);
            });
    return escaped.toString();
  }

  /** Returns that pattern if there is a file or folder of this name; anything else unchanged. */
  public static String ofExisting(String path, Configuration hadoop) {
    try {
      Path file = new Path(path);
      return file.getFileSystem(hadoop).exists(file) ? of(path) : path;
    } catch (IOException | IllegalArgumentException e) {
      // Not a path, but something else that the data source takes.
      return path;
    }
  }
}
