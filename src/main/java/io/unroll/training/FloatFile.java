package io.unroll.training;

import io.unroll.config.InvalidInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Floats in a file, big-endian, nothing else. */
final class FloatFile {
  private static final int BLOCK = 1 << 14;

  private FloatFile() {}

  static void append(OutputStream out, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Float.BYTES);
    for (int from = 0; from < values.length; from += BLOCK) {
      int count = Math.min(BLOCK, values.length - from);
      bytes.asFloatBuffer().put(values, from, count);
      out.write(bytes.array(), 0, count * Float.BYTES);
    }
  }

  /**
   * Some of a file's values.
   *
   * @throws InvalidInput if the file is missing or too short
   */
  static float[] read(FileSystem files, Path path, long from, int count) throws IOException {
    if (!files.exists(path)) {
      throw new InvalidInput(
          path.getParent() + ": is no whole checkpoint: there is no " + path.getName());
    }
    try (FSDataInputStream in = files.open(path)) {
      in.seek(from * Float.BYTES);
      return read(new DataInputStream(in), count);
    } catch (EOFException e) {
      throw new InvalidInput(
          "%s: must have %s values from number %s on, but it ends at byte %s"
              .formatted(path, count, from, files.getFileStatus(path).getLen()));
    }
  }

  static float[] read(DataInputStream in, int count) throws IOException {
    float[] values = new float[count];
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Float.BYTES);
    for (int from = 0; from < count; from += BLOCK) {
      int some = Math.min(BLOCK, count - from);
      in.readFully(bytes.array(), 0, some * Float.BYTES);
      bytes.asFloatBuffer().get(values, from, some);
    }
    return values;
  }
}
