package io.unroll.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Small files that appear whole, and of which only one of several writers can be the first.
 *
 * <p>Atomic on local file systems (a hard link) and on HDFS (a rename that does not replace).
 * Object stores look before they write: there two writers at the very same moment can both succeed.
 */
public final class ExclusiveFile {
  private ExclusiveFile() {}

  /** Creates a file; false if it is there already. */
  public static boolean create(FileSystem files, Path path, byte[] content) throws IOException {
    Path temporary = temporary(files, path, content);
    try {
      return isLocal(files)
          ? link(temporary, path, content)
          : !files.exists(path) && files.rename(temporary, path);
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      files.delete(temporary, false);
    }
  }

  private static boolean link(Path temporary, Path path, byte[] content) throws IOException {
    try {
      Files.createLink(local(path), local(temporary));
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // A mount without hard links: exclusive too, but a reader may come before the last byte.
      Files.write(local(path), content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
    return true;
  }

  /**
   * Writes a file in the place of what may be there; readers see the old or the new content.
   *
   * <p>Where a file system cannot replace, {@link #read} finds what a crash left in between.
   */
  public static void replace(FileSystem files, Configuration hadoop, Path path, byte[] content)
      throws IOException {
    Path whole = files.makeQualified(path);
    Path temporary = temporary(files, whole, content);
    if (isLocal(files)) {
      // Hadoop's checksum of the old content would make the new one unreadable.
      Files.deleteIfExists(local(beside(whole, "crc")));
      Files.move(local(temporary), local(whole), StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    try {
      FileContext.getFileContext(whole.toUri(), hadoop).rename(temporary, whole, Rename.OVERWRITE);
    } catch (UnsupportedFileSystemException e) {
      replaceInSteps(files, temporary, whole);
    }
  }

  private static void replaceInSteps(FileSystem files, Path temporary, Path path)
      throws IOException {
    Path next = beside(path, "next");
    if (files.exists(path)) {
      files.delete(next, false);
    } else if (files.exists(next)) {
      move(files, next, path);
    }
    move(files, temporary, next);
    files.delete(path, false);
    move(files, next, path);
  }

  /** Returns the content of a file. */
  public static byte[] read(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      Path next = beside(path, "next");
      if (!files.exists(next)) {
        throw e;
      }
      try (InputStream in = files.open(next)) {
        return in.readAllBytes();
      }
    }
  }

  /** Returns whether {@link #read} would find a file. */
  public static boolean exists(FileSystem files, Path path) throws IOException {
    return files.exists(path) || files.exists(beside(path, "next"));
  }

  /** Returns whether a name is one that this class gives to what it has not finished of a file. */
  public static boolean isUnfinished(String name, String of) {
    return name.startsWith("." + of + ".");
  }

  /** Returns the path of a hidden file in the same folder, named after its purpose. */
  static Path beside(Path path, String ending) {
    return new Path(path.getParent(), "." + path.getName() + "." + ending);
  }

  /**
   * Renames a file or folder.
   *
   * @throws IOException also where the file system only says that it could not
   */
  public static void move(FileSystem files, Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("could not rename " + from + " to " + to);
    }
  }

  private static Path temporary(FileSystem files, Path path, byte[] content) throws IOException {
    Path temporary = beside(path, UUID.randomUUID().toString());
    files.mkdirs(path.getParent());
    if (isLocal(files)) {
      // Without Hadoop's checksum file, which an editor would not update.
      Files.write(
          local(temporary),
          content,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE,
          StandardOpenOption.DSYNC);
    } else {
      try (OutputStream out = files.create(temporary, false)) {
        out.write(content);
      }
    }
    return temporary;
  }

  private static boolean isLocal(FileSystem files) {
    return files.getUri().getScheme().equals("file");
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }
}
