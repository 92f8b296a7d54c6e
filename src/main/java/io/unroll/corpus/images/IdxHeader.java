package io.unroll.corpus.images;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.files.SourceFile;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The head of an IDX file of bytes, the format of MNIST: 0, 0, the type, the number of sizes, then
 * the sizes, each 4 bytes, big-endian.
 *
 * @param sizes items, then the sizes of one
 */
record IdxHeader(List<Integer> sizes) implements Serializable {
  private static final int UNSIGNED_BYTES = 0x08;
  private static final int MOST_SIZES = 8;

  /**
   * The head of a file.
   *
   * @param dimensions how many sizes there must be: 1 for labels, 3 for pictures
   * @throws InvalidInput if it is not there, or not as it must be
   */
  static IdxHeader read(SourceFile file, int dimensions, Configuration hadoop) {
    try (InputStream in = file.open(hadoop)) {
      IdxHeader header = read(in);
      if (header.sizes.size() != dimensions) {
        throw new IOException(
            "it must have %s sizes (%s), got %s"
                .formatted(
                    dimensions,
                    dimensions == 1 ? "labels" : "pictures, height, width",
                    header.sizes));
      }
      long all = header.bytesOfItem() * header.count() + header.bytes();
      if (!file.compressed() && file.bytes() != all) {
        throw new IOException(
            "its head promises %s bytes, but it has %s".formatted(all, file.bytes()));
      }
      return header;
    } catch (EOFException e) {
      throw new InvalidInput(file.path() + ": must be an IDX file, but ends within its head");
    } catch (IOException e) {
      throw new InvalidInput(file.path() + ": must be an IDX file, but " + e.getMessage());
    }
  }

  static IdxHeader read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int magic = data.readInt();
    int count = magic & 0xFF;
    if (magic >>> 8 != UNSIGNED_BYTES || count == 0 || count > MOST_SIZES) {
      throw new IOException(
          "it must start with 00 00 08 (unsigned bytes) and the number of sizes, got %02x %02x %02x %02x"
              .formatted(magic >>> 24, magic >>> 16 & 0xFF, magic >>> 8 & 0xFF, count));
    }
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int size = data.readInt();
      if (size < 0 || (i > 0 && (size == 0 || size > 1 << 15))) {
        throw new IOException("it has a size that cannot be, " + Integer.toUnsignedString(size));
      }
      sizes.add(size);
    }
    return new IdxHeader(List.copyOf(sizes));
  }

  /** Items in the file. */
  long count() {
    return sizes.get(0);
  }

  /** Bytes of the head itself. */
  long bytes() {
    return 4L + 4L * sizes.size();
  }

  /** Bytes of one item. */
  long bytesOfItem() {
    return sizes.stream().skip(1).mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }
}
