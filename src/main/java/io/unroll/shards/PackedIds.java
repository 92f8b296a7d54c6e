package io.unroll.shards;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Token ids in as few bytes as the vocabulary allows.
 *
 * @param bytes big-endian numbers of {@code width} bytes each
 */
record PackedIds(byte[] bytes, int width) implements Serializable {

  /** Bytes of an id of a vocabulary of this size: 1, 2, 3 or 4. */
  static int width(int vocabularySize) {
    int width = 1;
    while (width < Integer.BYTES && (vocabularySize - 1) >>> (Byte.SIZE * width) != 0) {
      width++;
    }
    return width;
  }

  /** Packs the first ids of an array. */
  static PackedIds of(int[] ids, int length, int width) {
    byte[] bytes = new byte[length * width];
    int place = 0;
    for (int i = 0; i < length; i++) {
      for (int shift = Byte.SIZE * (width - 1); shift >= 0; shift -= Byte.SIZE) {
        bytes[place++] = (byte) (ids[i] >>> shift);
      }
    }
    return new PackedIds(bytes, width);
  }

  int size() {
    return bytes.length / width;
  }

  PackedIds slice(int from, int to) {
    return new PackedIds(Arrays.copyOfRange(bytes, from * width, to * width), width);
  }

  /** Writes all ids to an array, from an index on. */
  void unpack(int[] ids, int index) {
    int place = 0;
    for (int i = index; place < bytes.length; i++) {
      int id = 0;
      for (int b = 0; b < width; b++) {
        id = id << Byte.SIZE | (bytes[place++] & 0xFF);
      }
      ids[i] = id;
    }
  }
}
