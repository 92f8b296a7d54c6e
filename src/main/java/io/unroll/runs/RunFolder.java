package io.unroll.runs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.files.ExclusiveFile;
import io.unroll.files.Fence;
import io.unroll.files.Json;
import io.unroll.files.JsonFile;
import io.unroll.files.WholeFolder;
import java.io.IOException;
import java.time.DateTimeException;
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
  private static final String RUN = "run.json";

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
  private final Fence fence;
  private RunRecord record;

  private RunFolder(
      FileSystem files, Path root, Configuration hadoop, RunRecord record, Fence fence) {
    this.files = files;
    this.root = root;
    this.hadoop = hadoop;
    this.record = record;
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
    RunRecord record = RunRecord.started(settings, command);
    RunFolder folder = new RunFolder(files, root, hadoop, record, Fence.NONE);
    folder.write(record);
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
      return Optional.of(RunRecord.status(json(files, root)));
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
    return new RunFolder(files, root, hadoop, record(files, root), RunFolder::withoutLease);
  }

  /** Returns this run, writable as long as a lease holds. */
  public RunFolder under(Fence lease) {
    return new RunFolder(files, root, hadoop, record, lease);
  }

  private static void withoutLease() {
    throw new IllegalStateException("a run that is there is written under a lease");
  }

  private static RunRecord record(FileSystem files, Path root) throws IOException {
    try {
      return RunRecord.of(json(files, root));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw JsonFile.damaged(file(root), String.valueOf(e.getMessage()), REMEDY);
    }
  }

  private static ObjectNode json(FileSystem files, Path root) throws IOException {
    return JsonFile.read(files, newest(files, root), ObjectNode.class, REMEDY);
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

  /** Returns what the run's file says. */
  public RunRecord record() {
    return record;
  }

  /** Returns the settings the run was started with. */
  public Settings settings() {
    return record.parsed(path(RUN).toString());
  }

  /** Takes other settings; only as long as nothing was trained with the old ones. */
  void adopt(Settings settings) throws IOException {
    write(record.with(settings));
  }

  /** Returns whether training has begun: from then on the settings are fixed. */
  boolean isTrainedOn() throws IOException {
    return files.exists(path(RunContext.CHECKPOINTS))
        || files.exists(WholeFolder.current(files, path(RunContext.MODEL)));
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
    write(record.reached(status));
  }

  /** Records how the run was trained. */
  void trained(TrainingRecord training) throws IOException {
    write(record.trained(training));
  }

  private void write(RunRecord next) throws IOException {
    write(RUN, Json.PLAIN.writerWithDefaultPrettyPrinter().writeValueAsBytes(next.json()));
    record = next;
  }

  /**
   * Returns how the run was trained.
   *
   * @throws InvalidInput if it was not
   */
  public TrainingRecord requireTrained() {
    return record.training().orElseThrow(() -> new InvalidInput(root + ": must be trained first"));
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
