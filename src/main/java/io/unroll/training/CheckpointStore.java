package io.unroll.training;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.InvalidInput;
import io.unroll.layers.KernelTally;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder of numbered checkpoints on any Hadoop file system.
 *
 * <p>A checkpoint is written under a temporary name and renamed, so one that can be seen is whole.
 * A new one takes the place of the last: the best parameters travel inside it.
 */
public final class CheckpointStore {
  private static final int VERSION = 1;
  private static final String PREFIX = "epoch-";
  static final String PARAMETERS = "parameters.bin";
  static final String OPTIMISER = "optimiser.bin";
  static final String BEST = "best.bin";
  static final String STATE = "state.json";

  private final FileSystem files;
  private final Path folder;
  private final String fingerprint;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param fingerprint of settings and shards: a checkpoint of others is refused
   */
  public CheckpointStore(Path folder, Configuration hadoop, String fingerprint) throws IOException {
    this.files = folder.getFileSystem(hadoop);
    this.folder = folder;
    this.fingerprint = fingerprint;
  }

  /**
   * The newest checkpoint, if there is one.
   *
   * @throws InvalidInput if it belongs to other settings or another version
   */
  Optional<Checkpoint> latest() throws IOException {
    List<Path> all = all();
    return all.isEmpty() ? Optional.empty() : Optional.of(read(all.get(all.size() - 1)));
  }

  void save(Checkpoint checkpoint) throws IOException {
    int epoch = checkpoint.epochs().size();
    Path target = new Path(folder, String.format(Locale.ROOT, "%s%05d", PREFIX, epoch));
    Path temporary = new Path(folder, "." + target.getName() + ".tmp");
    files.delete(temporary, true);
    files.mkdirs(temporary);
    writeFloats(new Path(temporary, PARAMETERS), checkpoint.model().parameters());
    writeFloats(new Path(temporary, OPTIMISER), checkpoint.model().optimiserState());
    writeFloats(new Path(temporary, BEST), checkpoint.best());
    try (OutputStream out = files.create(new Path(temporary, STATE))) {
      json.writerWithDefaultPrettyPrinter().writeValue(out, state(checkpoint));
    }
    List<Path> older = all();
    if (!files.rename(temporary, target)) {
      throw new IOException("could not rename " + temporary + " to " + target);
    }
    for (Path old : older) {
      files.delete(old, true);
    }
  }

  private ObjectNode state(Checkpoint checkpoint) {
    ObjectNode state = json.createObjectNode();
    state.put("version", VERSION);
    state.put("fingerprint", fingerprint);
    state.put("iteration", checkpoint.model().iteration());
    state.put("rounds", checkpoint.rounds());
    state.put("bestEpoch", checkpoint.bestEpoch());
    state.set("epochs", json.valueToTree(checkpoint.epochs()));
    state.set("passes", json.valueToTree(checkpoint.passes()));
    return state;
  }

  private Checkpoint read(Path path) throws IOException {
    JsonNode state;
    try (InputStream in = files.open(new Path(path, STATE))) {
      state = json.readTree(in);
    }
    if (state.path("version").asInt() != VERSION) {
      throw new InvalidInput(
          path
              + ": checkpoint version must be "
              + VERSION
              + ", got "
              + state.path("version")
              + "; resume with the release that wrote it, or choose another --out");
    }
    if (!state.path("fingerprint").asText().equals(fingerprint)) {
      throw new InvalidInput(
          path
              + ": the checkpoint was written with other settings or other shards;"
              + " choose another --out, or --overwrite to start afresh");
    }
    SharedModel model =
        new SharedModel(
            readFloats(new Path(path, PARAMETERS)),
            readFloats(new Path(path, OPTIMISER)),
            state.path("iteration").asInt());
    List<EpochSummary> epochs =
        json.convertValue(state.path("epochs"), new TypeReference<List<EpochSummary>>() {});
    return new Checkpoint(
        model,
        epochs,
        state.path("rounds").asInt(),
        state.path("bestEpoch").asInt(),
        readFloats(new Path(path, BEST)),
        // Checkpoints written before passes were counted have none.
        state.has("passes")
            ? json.convertValue(state.get("passes"), KernelTally.class)
            : KernelTally.NONE);
  }

  private List<Path> all() throws IOException {
    if (!files.exists(folder)) {
      return List.of();
    }
    return Arrays.stream(files.listStatus(folder))
        .map(FileStatus::getPath)
        .filter(path -> path.getName().startsWith(PREFIX))
        .sorted(Comparator.comparing(Path::getName))
        .toList();
  }

  private void writeFloats(Path path, float[] values) throws IOException {
    try (DataOutputStream out = new DataOutputStream(files.create(path))) {
      out.writeInt(values.length);
      byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
      ByteBuffer.wrap(bytes).asFloatBuffer().put(values);
      out.write(bytes);
    }
  }

  private float[] readFloats(Path path) throws IOException {
    try (DataInputStream in = new DataInputStream(files.open(path))) {
      float[] values = new float[in.readInt()];
      byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
      in.readFully(bytes);
      ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
      return values;
    }
  }
}
