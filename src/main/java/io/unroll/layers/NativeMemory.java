package io.unroll.layers;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The oneDNN buffers and descriptors of one kernel, released together and explicitly.
 *
 * <p>JavaCPP would release them when the garbage collector comes by, which for megabytes held by a
 * few small Java objects is too late.
 */
final class NativeMemory implements AutoCloseable {

  static final engine CPU = new engine(engine.kind.cpu, 0);
  static final int FLOAT_BYTES = 4;

  private final Deque<Pointer> resources = new ArrayDeque<>();

  /** Ties a native object to this kernel's life. */
  <P extends Pointer> P keep(P pointer) {
    resources.push(pointer);
    return pointer;
  }

  /** A dense f32 descriptor of the given layout. */
  memory.desc dense(memory.format_tag layout, long... shape) {
    return keep(new memory.desc(shape, memory.data_type.f32, layout));
  }

  /** An f32 descriptor with explicit strides, in elements. */
  memory.desc strided(long[] shape, long[] strides) {
    return keep(new memory.desc(shape, memory.data_type.f32, strides));
  }

  /** A buffer for a descriptor. */
  memory allocate(memory.desc descriptor) {
    return keep(new memory(descriptor, CPU));
  }

  /** The arguments of one primitive: alternately an argument number and its buffer. */
  IntMemoryMap arguments(Object... numbersAndBuffers) {
    IntMemoryMap map = keep(new IntMemoryMap());
    for (int i = 0; i < numbersAndBuffers.length; i += 2) {
      map.put((Integer) numbersAndBuffers[i], (memory) numbersAndBuffers[i + 1]);
    }
    return map;
  }

  static long address(memory buffer) {
    try (PointerScope scope = new PointerScope()) {
      return buffer.get_data_handle().address();
    }
  }

  /** Address of the first element; {@code data().address()} would ignore a view's offset. */
  static long address(INDArray array) {
    return array.data().addressPointer().address();
  }

  static void zero(memory buffer) {
    try (PointerScope scope = new PointerScope()) {
      Pointer.memset(buffer.get_data_handle(), 0, buffer.get_desc().get_size());
    }
  }

  static void zero(long address, long count) {
    Pointer.memset(new Address(address), 0, FLOAT_BYTES * count);
  }

  static void copyFloats(long to, long from, long count) {
    Pointer.memcpy(new Address(to), new Address(from), FLOAT_BYTES * count);
  }

  @Override
  public void close() {
    while (!resources.isEmpty()) {
      resources.pop().deallocate();
    }
  }

  /** A pointer to memory owned by somebody else. */
  static final class Address extends Pointer {
    Address(long value) {
      super((Pointer) null);
      address = value;
    }
  }
}
