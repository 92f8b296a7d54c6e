package io.unroll.layers.kernel;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.indexer.FloatIndexer;

/** A native block of floats that grows to the largest size asked for; growing loses its content. */
public final class NativeBuffer implements AutoCloseable {

  private NativeMemory resources = new NativeMemory();
  private long address;
  private long capacity;

  /** Returns the address of a block of at least this many floats, valid until the next call. */
  public long reserve(long floats) {
    if (floats > capacity) {
      close();
      resources = new NativeMemory();
      address =
          NativeMemory.address(resources.allocate(resources.dense(memory.format_tag.a, floats)));
      capacity = floats;
    }
    return address;
  }

  /** Returns the block last reserved. */
  public long address() {
    return address;
  }

  /** Single elements of native memory, for loops too irregular for an operation. */
  public static FloatIndexer elements(long address, long count) {
    return FloatIndexer.create(new Floats(address, count));
  }

  @Override
  public void close() {
    resources.close();
    capacity = 0;
  }

  private static final class Floats extends FloatPointer {
    Floats(long value, long count) {
      super((Pointer) null);
      address = value;
      limit = count;
      capacity = count;
    }
  }
}
