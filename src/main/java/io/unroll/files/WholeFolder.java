package io.unroll.files;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Folders that are whole wherever they can be seen.
 *
 * <p>A folder is written as a draft and takes the place of the one before by two renames. Between
 * them there is none by its name; {@link #current} finds the new one then.
 */
public final class WholeFolder {
  private WholeFolder() {}

  /** Returns an empty folder next to the final one, to write it in. */
  public static Path draft(FileSystem files, Path folder) throws IOException {
    Path draft = ExclusiveFile.beside(folder, "tmp");
    files.delete(draft, true);
    files.mkdirs(draft);
    return draft;
  }

  /** Puts a draft in the place of what may be there. */
  public static void publish(FileSystem files, Path draft, Path folder) throws IOException {
    recover(files, folder);
    Path next = ExclusiveFile.beside(folder, "next");
    ExclusiveFile.move(files, draft, next);
    if (files.exists(folder)) {
      ExclusiveFile.move(files, folder, ExclusiveFile.beside(folder, "old"));
    }
    ExclusiveFile.move(files, next, folder);
    files.delete(ExclusiveFile.beside(folder, "old"), true);
  }

  /** Returns the path at which the folder can be read, even while another takes its place. */
  public static Path current(FileSystem files, Path folder) throws IOException {
    Path next = ExclusiveFile.beside(folder, "next");
    return !files.exists(folder) && files.exists(next) ? next : folder;
  }

  /** Brings what a crash has left of {@link #publish} to its end. */
  public static void recover(FileSystem files, Path folder) throws IOException {
    Path next = ExclusiveFile.beside(folder, "next");
    if (files.exists(folder)) {
      files.delete(next, true);
    } else if (files.exists(next)) {
      ExclusiveFile.move(files, next, folder);
    }
    files.delete(ExclusiveFile.beside(folder, "old"), true);
  }

  /** Deletes a folder; what a crash leaves of it goes by another name. */
  public static void delete(FileSystem files, Path folder) throws IOException {
    Path old = ExclusiveFile.beside(folder, "old");
    files.delete(old, true);
    if (files.exists(folder)) {
      ExclusiveFile.move(files, folder, old);
      files.delete(old, true);
    }
  }
}
