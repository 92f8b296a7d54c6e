package io.unroll.shards;

import com.fasterxml.jackson.core.JacksonException;
import io.unroll.config.InvalidInput;
import io.unroll.corpus.example.Split;
import io.unroll.files.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of a shards folder and how each is named. */
record ShardFolder(FileSystem system, Path path) {
  private static final String MANIFEST = "manifest.json";
  static final String DATA_REPORT = "data-report.json";
  private static final String SUCCESS = "_SUCCESS";

  /** Returns the folder at a path, which may be relative or end in a slash. */
  static ShardFolder at(FileSystem system, Path path) {
    // A path made from a URI keeps its closing slash, and then has no name.
    return new ShardFolder(system, system.makeQualified(new Path(path.toString())));
  }

  /** Returns the folder of a split's Parquet files. */
  Path split(Split split) {
    return new Path(path, "split=" + split.label());
  }

  /** Returns a file by its name in the manifest. */
  Path file(String name) {
    return new Path(path, name);
  }

  /** Returns whether a file next to the splits says what ids or numbers mean. */
  static boolean isSidecar(String name) {
    return name.endsWith(".json") && !name.equals(MANIFEST) && !name.equals(DATA_REPORT);
  }

  /** Returns the marker that is written last. */
  Path success() {
    return new Path(path, SUCCESS);
  }

  boolean isComplete() throws IOException {
    return system.exists(success());
  }

  /** Returns whether there is anything that did not come from preparing shards. */
  boolean holdsSomethingElse() throws IOException {
    return system.exists(path)
        && !system.exists(new Path(path, MANIFEST))
        && (!system.getFileStatus(path).isDirectory() || system.listStatus(path).length > 0);
  }

  void writeManifest(Manifest manifest) throws IOException {
    byte[] json = Json.LENIENT.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
    try (OutputStream out = system.create(new Path(path, MANIFEST))) {
      out.write(json);
      out.write('\n');
    }
  }

  /** Returns the manifest. */
  Manifest readManifest() throws IOException {
    Path file = new Path(path, MANIFEST);
    try (InputStream in = system.open(file)) {
      Manifest manifest = Json.LENIENT.readValue(in, Manifest.class);
      if (!manifest.isReadable()) {
        throw new InvalidInput(
            ("%s: formatVersion must be %s, found %s, of another version of this program; prepare the"
                    + " shards again, with --overwrite or another --out")
                .formatted(file, Manifest.FORMAT_VERSION, manifest.formatVersion()));
      }
      return manifest;
    } catch (JacksonException e) {
      throw new InvalidInput(file + ": no manifest of shards: " + e.getOriginalMessage());
    }
  }

  /** Returns the report of the data, if the folder has one that this code can read. */
  Optional<DataReport> readDataReport() throws IOException {
    Path file = new Path(path, DATA_REPORT);
    if (!system.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = system.open(file)) {
      return Optional.of(Json.LENIENT.readValue(in, DataReport.class))
          .filter(report -> report.formatVersion() == DataReport.FORMAT_VERSION);
    } catch (JacksonException e) {
      throw new InvalidInput(file + ": no data report: " + e.getOriginalMessage());
    }
  }

  void writeFile(String name, byte[] content) throws IOException {
    try (OutputStream out = system.create(new Path(path, name))) {
      out.write(content);
    }
  }
}
