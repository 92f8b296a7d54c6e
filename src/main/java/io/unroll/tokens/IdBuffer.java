package io.unroll.tokens;

import java.util.Arrays;

/** Token ids of a text that is being read. */
final class IdBuffer {
  private int[] ids;
  private int size;

  IdBuffer(int expected) {
    ids = new int[Math.max(8, expected)];
  }

  void add(int id) {
    if (size == ids.length) {
      grow(1);
    }
    ids[size++] = id;
  }

  void addAll(int[] more) {
    if (size + more.length > ids.length) {
      grow(more.length);
    }
    System.arraycopy(more, 0, ids, size, more.length);
    size += more.length;
  }

  int[] toArray() {
    return Arrays.copyOf(ids, size);
  }

  private void grow(int more) {
    ids = Arrays.copyOf(ids, Math.max(size + more, size + (size >> 1)));
  }
}
