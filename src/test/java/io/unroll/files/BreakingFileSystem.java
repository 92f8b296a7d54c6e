package io.unroll.files;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk under another name, for a process that is killed: after so many changes, the one
 * that is under way stays half done and no other happens.
 */
public final class BreakingFileSystem extends RawLocalFileSystem {
  private static int left = Integer.MAX_VALUE;

  /** Lets so many changes happen. */
  public static void breakAfter(int changes) {
    left = changes;
  }

  /** Returns whether the process has been killed. */
  public static boolean isBroken() {
    return left < 0;
  }

  /** Settings under which {@code breaking:///} is this disk. */
  public static Configuration configuration() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.breaking.impl", BreakingFileSystem.class.getName());
    return hadoop;
  }

  /** A local folder as this file system has it. */
  public static Path path(java.nio.file.Path local) {
    return new Path("breaking://" + local);
  }

  @Override
  public URI getUri() {
    return URI.create("breaking:///");
  }

  @Override
  public String getScheme() {
    return "breaking";
  }

  private static boolean breaks() {
    if (left != Integer.MAX_VALUE) {
      left--;
    }
    return left < 0;
  }

  private static IOException killed() {
    return new IOException("killed");
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    if (isBroken()) {
      throw killed();
    }
    boolean breaks = breaks();
    FSDataOutputStream out =
        super.create(path, overwrite, bufferSize, replication, blockSize, progress);
    if (breaks) {
      out.close();
      throw killed();
    }
    return out;
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (breaks()) {
      throw killed();
    }
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    if (!exists(path)) {
      return false;
    }
    if (isBroken()) {
      throw killed();
    }
    if (breaks()) {
      if (recursive && getFileStatus(path).isDirectory()) {
        Path[] inside =
            Arrays.stream(listStatus(path)).map(FileStatus::getPath).sorted().toArray(Path[]::new);
        for (int i = 0; i < inside.length / 2; i++) {
          super.delete(inside[i], true);
        }
      }
      throw killed();
    }
    return super.delete(path, recursive);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    if (!exists(path) && breaks()) {
      throw killed();
    }
    return super.mkdirs(path);
  }
}
