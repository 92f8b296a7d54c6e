package io.unroll.training;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.unroll.config.InvalidInput;
import io.unroll.files.Hashes;
import io.unroll.files.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A checkpoint on disk, of any settings.
 *
 * @param state content of {@code state.json}
 * @param parameters where training goes on from
 * @param optimiser empty for optimisers without state, and where it is not shared
 * @param outer state of the outer rule; empty for those without
 */
public record CheckpointSummary(JsonNode state, Values parameters, Values optimiser, Values outer) {

  /**
   * One file of floats.
   *
   * @param sha256 of the floats' big-endian bytes, as {@code provenance.parametersHash} has it
   */
  public record Values(int count, String sha256) {}

  /**
   * Reads one checkpoint's folder.
   *
   * @throws InvalidInput if a file is missing or not whole
   */
  public static CheckpointSummary of(Path checkpoint, Configuration hadoop) throws IOException {
    FileSystem files = checkpoint.getFileSystem(hadoop);
    JsonNode state = state(files, new Path(checkpoint, CheckpointStore.STATE));
    CheckpointSummary summary =
        new CheckpointSummary(
            state,
            values(
                files, new Path(checkpoint, CheckpointStore.PARAMETERS), state.path("parameters")),
            values(
                files,
                new Path(checkpoint, CheckpointStore.OPTIMISER),
                state.path("optimiserState")),
            values(files, new Path(checkpoint, CheckpointStore.OUTER), state.path("outerState")));
    CheckpointFiles.of(state)
        .problem(files, checkpoint)
        .ifPresent(
            problem -> {
              throw new InvalidInput(checkpoint + ": is not whole: " + problem);
            });
    return summary;
  }

  private static JsonNode state(FileSystem files, Path path) throws IOException {
    requireFile(files, path);
    try (InputStream in = files.open(path)) {
      return Json.PLAIN.readTree(in);
    } catch (JacksonException e) {
      throw new InvalidInput(path + ": no state of a checkpoint: " + e.getOriginalMessage());
    }
  }

  private static Values values(FileSystem files, Path path, JsonNode count) throws IOException {
    requireFile(files, path);
    MessageDigest digest = Hashes.digest();
    try (InputStream in = files.open(path)) {
      long bytes = new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      if (bytes != count.asLong() * Float.BYTES) {
        throw new InvalidInput(
            "%s: is not whole: %s values need %s bytes, found %s"
                .formatted(path, count.asLong(), count.asLong() * Float.BYTES, bytes));
      }
      return new Values(count.asInt(), Hashes.hex(digest.digest()));
    }
  }

  private static void requireFile(FileSystem files, Path path) throws IOException {
    if (!files.exists(path)) {
      throw new InvalidInput(
          path.getParent() + ": is no checkpoint: there is no " + path.getName());
    }
  }
}
