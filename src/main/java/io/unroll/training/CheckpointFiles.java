package io.unroll.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.Checksum;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of a checkpoint, by name, as its {@code state.json} has them. */
record CheckpointFiles(SortedMap<String, Written> written) {

  /**
   * Length and checksum of a written file.
   *
   * @param crc32c eight hexadecimal digits
   */
  record Written(long bytes, String crc32c) {

    static Written of(long bytes, Checksum sum) {
      return new Written(bytes, HexFormat.of().toHexDigits((int) sum.getValue()));
    }
  }

  /** Returns the files that a state names. */
  static CheckpointFiles of(JsonNode state) {
    SortedMap<String, Written> written = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : state.path("files").properties()) {
      JsonNode one = file.getValue();
      written.put(
          file.getKey(), new Written(one.path("bytes").asLong(), one.path("crc32c").asText()));
    }
    return new CheckpointFiles(written);
  }

  void addTo(ObjectNode state) {
    ObjectNode all = state.putObject("files");
    written.forEach(
        (name, one) -> all.putObject(name).put("bytes", one.bytes()).put("crc32c", one.crc32c()));
  }

  /** Returns why the files of a folder are not those that were written; empty if they are. */
  Optional<String> problem(FileSystem files, Path folder) throws IOException {
    for (Map.Entry<String, Written> file : written.entrySet()) {
      Optional<String> problem = problem(files, new Path(folder, file.getKey()), file.getValue());
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problem(FileSystem files, Path path, Written expected)
      throws IOException {
    if (!files.exists(path)) {
      return Optional.of("there is no " + path.getName());
    }
    long bytes = files.getFileStatus(path).getLen();
    if (bytes != expected.bytes()) {
      return Optional.of(
          "%s has %s bytes of %s".formatted(path.getName(), bytes, expected.bytes()));
    }
    CRC32C sum = new CRC32C();
    try (InputStream in = new CheckedInputStream(files.open(path), sum)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (ChecksumException e) {
      return Optional.of(path.getName() + " is damaged");
    }
    return Written.of(bytes, sum).equals(expected)
        ? Optional.empty()
        : Optional.of(path.getName() + " is damaged");
  }
}
