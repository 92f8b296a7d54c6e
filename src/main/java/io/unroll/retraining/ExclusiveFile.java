package io.unroll.retraining;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Small files that appear whole, and of which only one of several writers can be the first.
 *
 * <p>Atomic on local file systems (a hard link) and on HDFS (a rename that does not replace).
 * Object stores look before they write: there two writers at the very same moment can both succeed.
 */
final class ExclusiveFile {
  private ExclusiveFile() {}

  /** Creates a file; false if it is there already. */
  static boolean create(FileSystem files, Path path, byte[] content) throws IOException {
    Path temporary = temporary(files, path, content);
    try {
      if (isLocal(files)) {
        Files.createLink(local(path), local(temporary));
        return true;
      }
      return !files.exists(path) && files.rename(temporary, path);
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      files.delete(temporary, false);
    }
  }

  /** Writes a file in the place of what may be there; readers see the old or the new content. */
  static void replace(FileSystem files, Configuration hadoop, Path path, byte[] content)
      throws IOException {
    Path temporary = temporary(files, path, content);
    if (isLocal(files)) {
      Files.move(local(temporary), local(path), StandardCopyOption.ATOMIC_MOVE);
    } else {
      FileContext.getFileContext(path.toUri(), hadoop).rename(temporary, path, Rename.OVERWRITE);
    }
  }

  /** The content of a file. */
  static byte[] read(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      return in.readAllBytes();
    }
  }

  private static Path temporary(FileSystem files, Path path, byte[] content) throws IOException {
    Path temporary = new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID());
    files.mkdirs(path.getParent());
    if (isLocal(files)) {
      // Without Hadoop's checksum beside it, which an editor would not know of.
      Files.write(local(temporary), content);
    } else {
      try (OutputStream out = files.create(temporary, false)) {
        out.write(content);
      }
    }
    return temporary;
  }

  private static boolean isLocal(FileSystem files) {
    return files instanceof LocalFileSystem || files instanceof RawLocalFileSystem;
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }
}
