package io.unroll.runs;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.files.Lease;
import io.unroll.files.WholeFolder;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A command's hold on the folder of its run: no other process works in it until it is closed.
 *
 * <p>A command that fails before it has made anything leaves what it found: a new folder is removed
 * again, a run that was to be replaced is back in its place.
 *
 * @param made whether this command started the run
 * @param existed whether the folder was there before, empty
 */
public record FolderClaim(
    RunFolder folder,
    FileSystem files,
    Lease lease,
    ReplacedRun replaced,
    boolean made,
    boolean existed)
    implements AutoCloseable {

  /**
   * Takes a folder for these settings: a new one, or one whose run is not finished.
   *
   * @throws InvalidInput if another process works in it, or it holds a finished run, a run of other
   *     settings, or something else
   */
  public static FolderClaim take(
      String out, Configuration hadoop, Settings settings, String command, boolean overwrite)
      throws IOException {
    Path root = RunFolder.root(out, hadoop);
    FileSystem files = root.getFileSystem(hadoop);
    boolean existed = files.exists(root);
    // Before the lease, which is a file in it.
    requireOwn(out, files, root);
    Lease lease = Lease.take(root, hadoop, command);
    ReplacedRun replaced = new ReplacedRun(files, root);
    boolean taken = false;
    try {
      replaced.recover();
      WholeFolder.recover(files, new Path(root, RunContext.MODEL));
      requireOwn(out, files, root);
      boolean made = overwrite || !RunFolder.isRun(files, root);
      RunFolder folder =
          made
              ? begun(replaced, hadoop, settings, command)
              : again(out, RunFolder.open(out, hadoop).under(lease), settings);
      taken = true;
      return new FolderClaim(folder.under(lease), files, lease, replaced, made, existed);
    } finally {
      if (!taken) {
        lease.close();
        removeIfNew(files, root, existed);
      }
    }
  }

  private static RunFolder begun(
      ReplacedRun replaced, Configuration hadoop, Settings settings, String command)
      throws IOException {
    if (RunFolder.isRun(replaced.files(), replaced.root())) {
      replaced.setAside();
    }
    return RunFolder.create(replaced.files(), replaced.root(), hadoop, settings, command);
  }

  private static void requireOwn(String out, FileSystem files, Path root) throws IOException {
    if (!files.exists(root) || RunFolder.isRun(files, root)) {
      return;
    }
    boolean isFolder = files.getFileStatus(root).isDirectory();
    if (!isFolder || !holdsNothing(files, root)) {
      throw new InvalidInput(
          "--out "
              + out
              + " must be a new or empty folder, but it "
              + (isFolder ? "holds other files" : "is a file")
              + "; choose another --out");
    }
  }

  /** Returns whether a folder holds nothing but what tells that a run was about to begin. */
  private static boolean holdsNothing(FileSystem files, Path root) throws IOException {
    return Arrays.stream(files.listStatus(root))
        .map(status -> status.getPath().getName())
        .allMatch(name -> RunFolder.isOwn(name) || Lease.isOwn(name) || ReplacedRun.isOwn(name));
  }

  /** Says that the command is done; where the run that waits is, if it has to go on waiting. */
  public Optional<Path> keep() throws IOException {
    if (replaced.isWaiting()) {
      lease.check();
      replaced.discardIfReached();
    }
    return replaced.isWaiting() ? Optional.of(replaced.place()) : Optional.empty();
  }

  /** Undoes the claim, unless there is something to keep. */
  public void giveBack() throws IOException {
    if (made && holdsNothing(files, replaced.root()) && lease.isHeld()) {
      if (replaced.isWaiting()) {
        replaced.restore();
      } else {
        files.delete(RunFolder.file(replaced.root()), false);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lease.close();
    removeIfNew(files, replaced.root(), existed);
  }

  private static void removeIfNew(FileSystem files, Path root, boolean existed) throws IOException {
    FileStatus[] left = files.exists(root) ? files.listStatus(root) : new FileStatus[0];
    if (!existed && left.length == 0) {
      files.delete(root, false);
    }
  }

  private static RunFolder again(String out, RunFolder folder, Settings settings)
      throws IOException {
    if (folder.record().status() == RunFolder.Status.DONE) {
      throw new InvalidInput(
          "--out "
              + out
              + " holds a finished run of '"
              + folder.record().name()
              + "'; choose another --out, or --overwrite to replace it");
    }
    Settings there = folder.settings();
    if (!there.equals(settings)) {
      if (folder.isTrainedOn() || !sameButTraining(there, settings)) {
        throw new InvalidInput(
            "--out "
                + out
                + " holds an unfinished run of other settings; choose another"
                + " --out, repeat its command to go on with it, or --overwrite to replace it");
      }
      folder.adopt(settings);
    }
    return folder;
  }

  /** Returns whether the same shards and the same network serve both. */
  private static boolean sameButTraining(Settings a, Settings b) {
    return new Settings(
            a.name(),
            a.seed(),
            a.corpus(),
            a.tokens(),
            a.shards(),
            a.model(),
            b.training(),
            b.evaluation(),
            b.backend(),
            b.retraining(),
            b.answering())
        .equals(b);
  }
}
