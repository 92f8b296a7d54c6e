package io.unroll.runs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.InvalidInput;
import io.unroll.config.ResolvedSettings;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.files.ExclusiveFile;
import io.unroll.files.Fence;
import io.unroll.files.JsonFile;
import io.unroll.files.WholeFolder;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * One run on disk, on any Hadoop file system.
 *
 * <p>{@code run.json} says what the run is and how far it got. Once training has begun, a folder
 * belongs to one set of settings: the same command again goes on where it stopped.
 */
public final class RunFolder {
  /** Key of the {@link TrainingRecord} among what was noted. */
  static final String OUTCOME = "training";

  private static final String RUN = "run.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Stage that a run has reached. */
  public enum Status {
    STARTED,
    PREPARED,
    TRAINED,
    DONE
  }

  private static final String OLD_UNFINISHED = ".run.json.tmp";
  private static final String REMEDY =
      "put back the file as it was, or begin afresh with --overwrite or another --out";

  private final FileSystem files;
  private final Path root;
  private final Configuration hadoop;
  private final Map<String, Object> content;
  private final Fence fence;

  private RunFolder(
      FileSystem files, Path root, Configuration hadoop, Map<String, Object> content, Fence fence) {
    this.files = files;
    this.root = root;
    this.hadoop = hadoop;
    this.content = content;
    this.fence = fence;
  }

  /**
   * Returns the path of a folder as it is typed.
   *
   * @throws InvalidInput if no file system can have it
   */
  public static Path root(String out, Configuration hadoop) throws IOException {
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

  /** Starts a run in a folder. */
  public static RunFolder create(
      FileSystem files, Path root, Configuration hadoop, Settings settings, String command)
      throws IOException {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("name", settings.name());
    content.put("version", BuildInfo.version());
    content.put("command", command);
    content.put("started", Instant.now().toString());
    content.put("settings", ResolvedSettings.toMap(settings));
    RunFolder folder = new RunFolder(files, root, hadoop, content, Fence.NONE);
    folder.reached(Status.STARTED);
    return folder;
  }

  public static boolean isRun(FileSystem files, Path root) throws IOException {
    return ExclusiveFile.exists(files, new Path(root, RUN))
        || files.exists(new Path(root, OLD_UNFINISHED));
  }

  /** Returns whether a file is one that this class writes, or has not finished. */
  static boolean isOwn(String name) {
    return name.equals(RUN) || ExclusiveFile.isUnfinished(name, RUN);
  }

  /** Brings what a crash has left of the run's file to an end. */
  static void recover(FileSystem files, Path root) throws IOException {
    if (isRun(files, root) && !files.exists(file(root))) {
      ExclusiveFile.create(files, file(root), bytes(files, root));
    }
    for (FileStatus status : files.listStatus(root)) {
      if (ExclusiveFile.isUnfinished(status.getPath().getName(), RUN)) {
        files.delete(status.getPath(), false);
      }
    }
  }

  /** Returns the file that makes a folder a run. */
  static Path file(Path root) {
    return new Path(root, RUN);
  }

  /** Returns the stage that the run of a folder has reached; empty if its file does not tell. */
  public static Optional<Status> status(FileSystem files, Path root) throws IOException {
    try {
      return Optional.of(Status.valueOf(String.valueOf(content(files, root).get("status"))));
    } catch (InvalidInput | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Opens the folder of an existing run.
   *
   * @throws InvalidInput if there is none, or a damaged one
   */
  public static RunFolder open(String out, Configuration hadoop) throws IOException {
    Path root = root(out, hadoop);
    FileSystem files = root.getFileSystem(hadoop);
    if (!isRun(files, root)) {
      throw new InvalidInput(out + ": no run is here (there is no " + RUN + ")");
    }
    RunFolder folder =
        new RunFolder(files, root, hadoop, content(files, root), RunFolder::withoutLease);
    folder.requireWhole();
    return folder;
  }

  /** Returns this run, writable as long as a lease holds. */
  public RunFolder under(Fence lease) {
    return new RunFolder(files, root, hadoop, content, lease);
  }

  private static void withoutLease() {
    throw new IllegalStateException("a run that is there is written under a lease");
  }

  private static Map<String, Object> content(FileSystem files, Path root) throws IOException {
    return JSON.convertValue(
        JsonFile.read(files, newest(files, root), ObjectNode.class, REMEDY),
        new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  /** Returns the content of a run's file. */
  static byte[] bytes(FileSystem files, Path root) throws IOException {
    return ExclusiveFile.read(files, newest(files, root));
  }

  /** Returns the file, or where a version before leases was killed before it had renamed it. */
  private static Path newest(FileSystem files, Path root) throws IOException {
    Path old = new Path(root, OLD_UNFINISHED);
    boolean onlyOld = !ExclusiveFile.exists(files, file(root)) && files.exists(old);
    return onlyOld ? old : file(root);
  }

  private void requireWhole() {
    try {
      status();
      started();
      updated();
      noted(OUTCOME).ifPresent(TrainingRecord::fromMap);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw JsonFile.damaged(path(RUN), String.valueOf(e.getMessage()), REMEDY);
    }
    if (!(content.get("settings") instanceof Map)) {
      throw JsonFile.damaged(path(RUN), "it has no settings", REMEDY);
    }
  }

  /** Returns the settings the run was started with. */
  public Settings settings() {
    Map<String, Object> settings =
        JSON.convertValue(content.get("settings"), new TypeReference<Map<String, Object>>() {});
    return SettingsLoader.fromMap(settings, path(RUN).toString());
  }

  /** Takes other settings; only as long as nothing was trained with the old ones. */
  void adopt(Settings settings) throws IOException {
    content.put("settings", ResolvedSettings.toMap(settings));
    reached(status());
  }

  /** Returns whether training has begun: from then on the settings are fixed. */
  boolean isTrainedOn() throws IOException {
    return files.exists(path(RunContext.CHECKPOINTS))
        || files.exists(WholeFolder.current(files, path(RunContext.MODEL)));
  }

  public String name() {
    return String.valueOf(content.get("name"));
  }

  public Status status() {
    return Status.valueOf(String.valueOf(content.get("status")));
  }

  /** Returns the command line that started the run. */
  public String command() {
    return String.valueOf(content.get("command"));
  }

  public Instant started() {
    return Instant.parse(String.valueOf(content.get("started")));
  }

  /** Returns the time at which the run's status was last written. */
  public Instant updated() {
    return Instant.parse(String.valueOf(content.get("updated")));
  }

  public Configuration hadoop() {
    return hadoop;
  }

  public Path root() {
    return root;
  }

  /** Returns a path inside the run. */
  public Path path(String name) {
    return new Path(root, name);
  }

  /** Records how far the run got. */
  public void reached(Status status) throws IOException {
    content.put("status", status.name());
    content.put("updated", Instant.now().toString());
    write(RUN, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
  }

  /** Adds a value to {@code run.json} with the next status. */
  void note(String key, Object value) {
    content.put(key, value);
  }

  /** Returns a value noted earlier. */
  public Optional<Object> noted(String key) {
    return Optional.ofNullable(content.get(key));
  }

  /** Returns how the run was trained; empty if it was not. */
  public Optional<TrainingRecord> trained() {
    return noted(OUTCOME).map(TrainingRecord::fromMap);
  }

  /**
   * Returns how the run was trained.
   *
   * @throws InvalidInput if it was not
   */
  public TrainingRecord requireTrained() {
    return trained().orElseThrow(() -> new InvalidInput(root + ": must be trained first"));
  }

  /** Writes a file of the run; it appears whole, and what was there stays until then. */
  void write(String name, byte[] bytes) throws IOException {
    fence.check();
    ExclusiveFile.replace(files, hadoop, path(name), bytes);
  }

  /** Returns the check that a writer of another part makes before it publishes. */
  Fence fence() {
    return fence;
  }
}
