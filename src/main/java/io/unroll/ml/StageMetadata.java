package io.unroll.ml;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;

/**
 * Reader of the metadata of a saved stage by its exact name: Spark's own reader takes brackets and
 * commas in a path for a pattern and a list.
 */
final class StageMetadata {
  private StageMetadata() {}

  /** Returns the metadata that Spark wrote below a path. */
  static DefaultParamsReader.Metadata read(String path, Configuration hadoop, String type) {
    Path folder = new Path(path, "metadata");
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      Path part =
          Arrays.stream(files.listStatus(folder, found -> found.getName().startsWith("part-")))
              .filter(status -> status.getLen() > 0)
              .findFirst()
              .orElseThrow(() -> new FileNotFoundException(folder + ": holds no metadata"))
              .getPath();
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(files.open(part), StandardCharsets.UTF_8))) {
        String json = Optional.ofNullable(lines.readLine()).orElse("");
        return DefaultParamsReader.parseMetadata(json, type);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
