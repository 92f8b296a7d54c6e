package io.unroll.training;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.averaging.OuterRule;
import io.unroll.averaging.Slot;
import io.unroll.config.InvalidInput;
import io.unroll.files.ExclusiveFile;
import io.unroll.files.Fence;
import io.unroll.files.Json;
import io.unroll.layers.backend.KernelTally;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of numbered checkpoints on any Hadoop file system.
 *
 * <p>A checkpoint is written under a temporary name and renamed. Not every file system renames a
 * folder at once, and files get lost: {@code state.json}, written last, names all others with their
 * lengths and checksums, and training goes on from the newest checkpoint that has them. Kept are
 * the newest, that of the best epoch and those of the last epochs that are to be averaged.
 */
public final class CheckpointStore {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
  private static final int VERSION = 3;
  private static final String PREFIX = "epoch-";
  static final String PARAMETERS = "parameters.bin";
  static final String OPTIMISER = "optimiser.bin";
  static final String OUTER = "outer.bin";
  static final String STATE = "state.json";

  private final FileSystem files;
  private final Path folder;
  private final Configuration hadoop;
  private final Fingerprint fingerprint;
  private final Fence fence;

  /** Names of those that were found to be whole, or were written by this store. */
  private final Set<String> whole = new HashSet<>();

  private final Set<String> told = new HashSet<>();

  /**
   * @param fingerprint of settings and shards: a checkpoint of others is refused
   */
  public CheckpointStore(Path folder, Configuration hadoop, String fingerprint) throws IOException {
    this(folder, hadoop, new Fingerprint(fingerprint, Set.of()), Fence.NONE);
  }

  /**
   * @param fingerprint of settings and shards: a checkpoint of others is refused
   * @param fence asked before a checkpoint can be seen
   */
  public CheckpointStore(Path folder, Configuration hadoop, Fingerprint fingerprint, Fence fence)
      throws IOException {
    this.files = folder.getFileSystem(hadoop);
    this.folder = files.makeQualified(folder);
    this.hadoop = hadoop;
    this.fingerprint = fingerprint;
    this.fence = fence;
  }

  static String workerFile(int worker) {
    return String.format(Locale.ROOT, "worker-%05d.bin", worker);
  }

  /**
   * Returns the newest checkpoint that is whole, if there is any; the newer ones are reported.
   *
   * @throws InvalidInput if one belongs to other settings or another version, or none is whole
   */
  Optional<Checkpoint> latest() throws IOException {
    Optional<Path> newest = newestWhole();
    return newest.isEmpty() ? Optional.empty() : Optional.of(read(state(newest.get())));
  }

  /** Returns the slices of the newest whole checkpoint's model. */
  CheckpointSlots latestSlots(int workers) throws IOException {
    Path path = newestWhole().orElseThrow();
    JsonNode state = state(path);
    return new CheckpointSlots(
        path.toString(),
        new SerializableConfiguration(hadoop),
        workers,
        state.path("parameters").asInt(),
        state.path("optimiserState").asInt(),
        state.path("outerState").asInt(),
        Set.copyOf(CheckpointFiles.of(state).written().keySet()));
  }

  private Optional<Path> newestWhole() throws IOException {
    List<String> problems = new ArrayList<>();
    List<Path> all = all();
    for (int i = all.size() - 1; i >= 0; i--) {
      Optional<String> problem = problem(all.get(i));
      if (problem.isEmpty()) {
        return Optional.of(all.get(i));
      }
      String line = all.get(i) + ": the checkpoint is not whole: " + problem.get();
      if (told.add(line)) {
        LOG.warn("{}; looking for the one before it", line);
      }
      problems.add(line);
    }
    if (!problems.isEmpty()) {
      problems.add(
          folder
              + ": must hold a whole checkpoint to go on from; bring back what is missing, choose"
              + " another --out, or --overwrite to start afresh");
      throw new InvalidInput(problems);
    }
    return Optional.empty();
  }

  /**
   * Returns why training cannot resume from a checkpoint, or could not keep its best epoch in the
   * end.
   *
   * @throws InvalidInput if it belongs to other settings or another version
   */
  private Optional<String> problem(Path path) throws IOException {
    if (whole.contains(path.getName())) {
      return Optional.empty();
    }
    Optional<String> own = ownProblem(path);
    if (own.isPresent()) {
      return own;
    }
    Path best = new Path(folder, epochName(state(path).path("bestEpoch").asInt()));
    boolean needed = state(path).path("bestEpoch").asInt() > 0 && !best.equals(path);
    Optional<String> problem = needed ? ownProblem(best) : Optional.empty();
    if (problem.isEmpty()) {
      whole.add(path.getName());
    }
    return problem.map(why -> "that of its best epoch, " + best.getName() + ", is not: " + why);
  }

  private Optional<String> ownProblem(Path path) throws IOException {
    if (!files.exists(new Path(path, STATE))) {
      return Optional.of("there is no " + STATE);
    }
    try {
      JsonNode state = state(path);
      if (!state.isObject()) {
        return Optional.of(STATE + " is damaged");
      }
      check(path, state);
      return CheckpointFiles.of(state).problem(files, path);
    } catch (JacksonException | ChecksumException e) {
      return Optional.of(STATE + " is damaged");
    }
  }

  /**
   * Returns the parameters that are judged and kept after an epoch.
   *
   * @throws InvalidInput if its checkpoint is not whole
   */
  float[] model(int epoch, OuterRule rule) throws IOException {
    Path path = new Path(folder, epochName(epoch));
    Optional<String> problem = ownProblem(path);
    if (problem.isPresent()) {
      throw new InvalidInput(path + ": the checkpoint is not whole: " + problem.get());
    }
    JsonNode state = state(path);
    return rule.model(
        FloatFile.read(files, new Path(path, PARAMETERS), 0, state.path("parameters").asInt()),
        FloatFile.read(files, new Path(path, OUTER), 0, state.path("outerState").asInt()));
  }

  /**
   * Writes a checkpoint, then removes those before it that are no longer needed.
   *
   * @param averaged epochs at the end whose models must stay
   * @throws CheckpointFailed if it cannot be written; those before it stay as they are
   * @throws TrainingDiverged if it holds what is no number; those before it stay as they are
   */
  void save(Checkpoint checkpoint, Iterator<Slot> slots, int averaged) {
    Path target = new Path(folder, name(checkpoint));
    Path temporary = new Path(folder, "." + target.getName() + ".tmp");
    try {
      write(checkpoint, slots, temporary);
      fence.check();
      publish(temporary, target);
      for (Path old : all()) {
        if (old.getName().compareTo(target.getName()) < 0
            && !isKept(old.getName(), checkpoint, averaged)) {
          files.delete(old, true);
        }
      }
    } catch (IOException e) {
      throw new CheckpointFailed(target.toString(), removed(temporary, e));
    } catch (RuntimeException e) {
      throw removed(temporary, e);
    }
  }

  private void write(Checkpoint checkpoint, Iterator<Slot> slots, Path temporary)
      throws IOException {
    files.delete(temporary, true);
    files.mkdirs(temporary);
    CheckpointWriter writer = new CheckpointWriter(files, temporary, checkpoint);
    CheckpointFiles written = writer.write(slots);
    ObjectNode state = state(checkpoint, writer);
    written.addTo(state);
    try (OutputStream out = files.create(new Path(temporary, STATE))) {
      Json.PLAIN.writerWithDefaultPrettyPrinter().writeValue(out, state);
    }
  }

  /** A rename into a folder that is there would put the checkpoint inside of it. */
  private void publish(Path temporary, Path target) throws IOException {
    if (files.exists(target)) {
      if (problem(target).isEmpty()) {
        throw new IOException("it is there already, whole: another process writes into " + folder);
      }
      files.delete(target, true);
    }
    ExclusiveFile.move(files, temporary, target);
    whole.add(target.getName());
  }

  private <E extends Exception> E removed(Path temporary, E why) {
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
    ObjectNode state = Json.PLAIN.createObjectNode();
    state.put("version", VERSION);
    state.put("fingerprint", fingerprint.current());
    state.put("parameters", written.parameters());
    state.put("optimiserState", written.optimiserState());
    state.put("outerState", written.outerState());
    state.put("iteration", checkpoint.iteration());
    state.put("rounds", checkpoint.rounds());
    state.put("bestEpoch", checkpoint.bestEpoch());
    state.set("epochs", Json.PLAIN.valueToTree(checkpoint.epochs()));
    state.set("passes", Json.PLAIN.valueToTree(checkpoint.passes()));
    checkpoint.open().ifPresent(open -> state.set("open", Json.PLAIN.valueToTree(open)));
    return state;
  }

  private JsonNode state(Path path) throws IOException {
    try (InputStream in = files.open(new Path(path, STATE))) {
      return Json.PLAIN.readTree(in);
    }
  }

  private void check(Path path, JsonNode state) {
    if (state.path("version").asInt() != VERSION) {
      throw new InvalidInput(
          path
              + ": checkpoint version must be "
              + VERSION
              + ", got "
              + state.path("version")
              + "; resume with the release that wrote it, or choose another --out");
    }
    if (!fingerprint.isOf(state.path("fingerprint").asText())) {
      throw new InvalidInput(
          path
              + ": the checkpoint was written with other settings, other shards or by an earlier version;"
              + " choose another --out, or --overwrite to start afresh");
    }
  }

  private Checkpoint read(JsonNode state) {
    return new Checkpoint(
        state.path("iteration").asInt(),
        state.path("rounds").asInt(),
        Json.PLAIN.convertValue(state.path("epochs"), new TypeReference<List<EpochSummary>>() {}),
        state.path("bestEpoch").asInt(),
        Json.PLAIN.convertValue(state.path("passes"), KernelTally.class),
        state.has("open")
            ? Optional.of(Json.PLAIN.convertValue(state.path("open"), EpochTally.class))
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
