package io.unroll.training;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.averaging.OuterRule;
import io.unroll.averaging.Slot;
import io.unroll.config.InvalidInput;
import io.unroll.layers.KernelTally;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A folder of numbered checkpoints on any Hadoop file system.
 *
 * <p>A checkpoint is written under a temporary name and renamed, so one that can be seen is whole.
 * Kept are the newest, that of the best epoch and those of the last epochs that are to be averaged.
 */
public final class CheckpointStore {
  private static final int VERSION = 2;
  private static final String PREFIX = "epoch-";
  static final String PARAMETERS = "parameters.bin";
  static final String OPTIMISER = "optimiser.bin";
  static final String OUTER = "outer.bin";
  static final String STATE = "state.json";

  private final FileSystem files;
  private final Path folder;
  private final Configuration hadoop;
  private final String fingerprint;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param fingerprint of settings and shards: a checkpoint of others is refused
   */
  public CheckpointStore(Path folder, Configuration hadoop, String fingerprint) throws IOException {
    this.files = folder.getFileSystem(hadoop);
    this.folder = files.makeQualified(folder);
    this.hadoop = hadoop;
    this.fingerprint = fingerprint;
  }

  static Path workerFile(Path checkpoint, int worker) {
    return new Path(checkpoint, String.format(Locale.ROOT, "worker-%05d.bin", worker));
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

  /** The slices of the newest checkpoint's model. */
  CheckpointSlots latestSlots(int workers) throws IOException {
    List<Path> all = all();
    Path path = all.get(all.size() - 1);
    JsonNode state = state(path);
    return new CheckpointSlots(
        path.toString(),
        new SerializableConfiguration(hadoop),
        workers,
        state.path("parameters").asInt(),
        state.path("optimiserState").asInt(),
        state.path("outerState").asInt());
  }

  /**
   * The parameters that are judged and kept after an epoch.
   *
   * @throws InvalidInput if its checkpoint is not whole
   */
  float[] model(int epoch, OuterRule rule) throws IOException {
    Path path = new Path(folder, epochName(epoch));
    JsonNode state = state(path);
    return rule.model(
        FloatFile.read(files, new Path(path, PARAMETERS), 0, state.path("parameters").asInt()),
        FloatFile.read(files, new Path(path, OUTER), 0, state.path("outerState").asInt()));
  }

  /**
   * Writes a checkpoint, then removes those that are no longer needed.
   *
   * @param averaged epochs at the end whose models must stay
   * @throws CheckpointFailed if it cannot be written; those before it stay as they are
   */
  void save(Checkpoint checkpoint, Iterator<Slot> slots, int averaged) {
    Path target = new Path(folder, name(checkpoint));
    Path temporary = new Path(folder, "." + target.getName() + ".tmp");
    try {
      files.delete(temporary, true);
      files.mkdirs(temporary);
      CheckpointWriter writer =
          new CheckpointWriter(files, temporary, checkpoint.open().isPresent());
      writer.write(slots);
      try (OutputStream out = files.create(new Path(temporary, STATE))) {
        json.writerWithDefaultPrettyPrinter().writeValue(out, state(checkpoint, writer));
      }
      List<Path> before = all();
      if (!files.rename(temporary, target)) {
        throw new IOException("could not rename " + temporary + " to " + target);
      }
      for (Path old : before) {
        if (!isKept(old.getName(), checkpoint, averaged)) {
          files.delete(old, true);
        }
      }
    } catch (IOException e) {
      throw new CheckpointFailed(target.toString(), removed(temporary, e));
    }
  }

  private IOException removed(Path temporary, IOException why) {
    try {
      files.delete(temporary, true);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
    return why;
  }

  private static boolean isKept(String name, Checkpoint newest, int averaged) {
    int done = newest.epochs().size();
    return name.equals(epochName(newest.bestEpoch()))
        || (name.compareTo(epochName(done - averaged)) > 0
            && name.length() == epochName(0).length());
  }

  private static String epochName(int epoch) {
    return String.format(Locale.ROOT, "%s%05d", PREFIX, Math.max(0, epoch));
  }

  private static String name(Checkpoint checkpoint) {
    String epoch = epochName(checkpoint.epochs().size());
    return checkpoint
        .open()
        .map(open -> String.format(Locale.ROOT, "%s-round-%07d", epoch, open.rounds()))
        .orElse(epoch);
  }

  private ObjectNode state(Checkpoint checkpoint, CheckpointWriter written) {
    ObjectNode state = json.createObjectNode();
    state.put("version", VERSION);
    state.put("fingerprint", fingerprint);
    state.put("parameters", written.parameters());
    state.put("optimiserState", written.optimiserState());
    state.put("outerState", written.outerState());
    state.put("iteration", checkpoint.iteration());
    state.put("rounds", checkpoint.rounds());
    state.put("bestEpoch", checkpoint.bestEpoch());
    state.set("epochs", json.valueToTree(checkpoint.epochs()));
    state.set("passes", json.valueToTree(checkpoint.passes()));
    checkpoint.open().ifPresent(open -> state.set("open", json.valueToTree(open)));
    return state;
  }

  private JsonNode state(Path path) throws IOException {
    try (InputStream in = files.open(new Path(path, STATE))) {
      return json.readTree(in);
    } catch (JacksonException e) {
      throw new InvalidInput(
          new Path(path, STATE) + ": no state of a checkpoint: " + e.getOriginalMessage());
    }
  }

  private Checkpoint read(Path path) throws IOException {
    JsonNode state = state(path);
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
    return new Checkpoint(
        state.path("iteration").asInt(),
        state.path("rounds").asInt(),
        json.convertValue(state.path("epochs"), new TypeReference<List<EpochSummary>>() {}),
        state.path("bestEpoch").asInt(),
        json.convertValue(state.path("passes"), KernelTally.class),
        state.has("open")
            ? Optional.of(json.convertValue(state.path("open"), EpochTally.class))
            : Optional.empty());
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
}
