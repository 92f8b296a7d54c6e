package io.unroll.averaging;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Floats on their way between executors, written in blocks.
 *
 * <p>Java writes a {@code float[]} value by value, which takes twice as long. The lowest byte comes
 * first, as in memory: a plain copy.
 */
final class FloatBlock implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BLOCK = 1 << 14;

  private transient float[] values;

  /** Takes the array as it is. */
  FloatBlock(float[] values) {
    this.values = values;
  }

  /** Returns the array itself. */
  float[] values() {
    return values;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.writeInt(values.length);
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Float.BYTES).order(LITTLE_ENDIAN);
    FloatBuffer floats = bytes.asFloatBuffer();
    for (int from = 0; from < values.length; from += BLOCK) {
      int count = Math.min(BLOCK, values.length - from);
      floats.clear().put(values, from, count);
      out.write(bytes.array(), 0, count * Float.BYTES);
    }
  }

  private void readObject(ObjectInputStream in) throws IOException {
    values = new float[in.readInt()];
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Float.BYTES).order(LITTLE_ENDIAN);
    FloatBuffer floats = bytes.asFloatBuffer();
    for (int from = 0; from < values.length; from += BLOCK) {
      int count = Math.min(BLOCK, values.length - from);
      in.readFully(bytes.array(), 0, count * Float.BYTES);
      floats.clear().get(values, from, count);
    }
  }
}
