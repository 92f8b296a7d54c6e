package io.unroll.training;

import io.unroll.config.InvalidInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.fs.ChecksumException;

/**
 * Reader of the parameters in DL4J's model zip, and of nothing else.
 *
 * <p>A model may come from anywhere. The network is built from its checked settings, so the zip's
 * configuration, whose JSON names classes, is never parsed; no entry is written to disk; no more
 * bytes are inflated, and no larger array is made, than the network has room for.
 */
final class ModelArchive {
  private static final String PARAMETERS = "coefficients.bin";
  private static final int MOST_ENTRIES = 16;
  private static final long MOST_SKIPPED_BYTES = 64L << 20;
  private static final int MOST_SHAPE_VALUES = 64;

  /** Deflate makes no more than 1032 bytes of one. */
  private static final long MOST_INFLATED = 1032;

  private final String place;
  private final int expected;

  /**
   * @param place what problems are introduced by
   * @param expected how many parameters the network has
   */
  ModelArchive(String place, int expected) {
    this.place = place;
    this.expected = expected;
  }

  /**
   * Returns an archive of this many bytes.
   *
   * @throws InvalidInput if it is too short for the parameters, however they are compressed
   */
  static ModelArchive of(String place, long expected, long bytes) {
    if (expected > Integer.MAX_VALUE || expected * Float.BYTES > bytes * MOST_INFLATED) {
      throw new InvalidInput(
          "%s: must hold the %s parameters of the network its settings describe, but has %s bytes"
              .formatted(place, expected, bytes));
    }
    return new ModelArchive(place, (int) expected);
  }

  /**
   * Returns the parameters in DL4J's flat order.
   *
   * @throws InvalidInput if there are none, or not as many as expected
   */
  float[] parameters(InputStream in) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    try {
      for (int i = 0; i < MOST_ENTRIES; i++) {
        ZipEntry entry = zip.getNextEntry();
        if (entry == null) {
          break;
        }
        if (entry.getName().equals(PARAMETERS)) {
          return read(new DataInputStream(zip));
        }
        skip(zip, entry.getName());
      }
    } catch (ZipException | EOFException | UTFDataFormatException | ChecksumException e) {
      throw invalid("is damaged: " + e.getMessage());
    }
    throw invalid("must be a model's zip with %s, but has none".formatted(PARAMETERS));
  }

  private void skip(InputStream entry, String name) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long skipped = 0;
    for (int read = entry.read(buffer); read >= 0; read = entry.read(buffer)) {
      skipped += read;
      if (skipped > MOST_SKIPPED_BYTES) {
        throw invalid("%s must be at most %s bytes".formatted(name, MOST_SKIPPED_BYTES));
      }
    }
  }

  /** ND4J's binary form: a buffer of the shape, a buffer of the values, each behind a header. */
  private float[] read(DataInputStream in) throws IOException {
    int shapeValues = header(in, "LONG", MOST_SHAPE_VALUES);
    for (int i = 0; i < shapeValues; i++) {
      in.readLong();
    }
    int count = header(in, "FLOAT", expected);
    if (count != expected) {
      throw wrongCount(count);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readFloat();
    }
    // The zip holds its checksum against what was read when the entry ends.
    if (in.read() >= 0) {
      throw invalid("%s must end with the parameters".formatted(PARAMETERS));
    }
    return values;
  }

  private int header(DataInputStream in, String type, int most) throws IOException {
    in.readUTF();
    long length = in.readLong();
    String found = in.readUTF();
    if (!found.equals(type)) {
      throw invalid("%s must hold %s values, got %s".formatted(PARAMETERS, type, found));
    }
    if (length < 0 || length > most) {
      throw wrongCount(length);
    }
    return (int) length;
  }

  private InvalidInput wrongCount(long found) {
    return invalid(
        String.format(
            Locale.ROOT,
            "must hold the %,d parameters of the network its settings describe, got %,d",
            expected,
            found));
  }

  private InvalidInput invalid(String problem) {
    return new InvalidInput(place + ": " + problem);
  }
}
