package io.unroll.layers.kernel;

import static org.bytedeco.dnnl.global.dnnl.dnnl_set_primitive_cache_capacity;

import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The oneDNN buffers and descriptors of one kernel, released together and explicitly.
 *
 * <p>JavaCPP would release them when the garbage collector comes by, which for megabytes held by a
 * few small Java objects is too late.
 */
public final class NativeMemory implements AutoCloseable {

  public static final int FLOAT_BYTES = 4;

  private final Deque<Pointer> resources = new ArrayDeque<>();

  /** Ties a native object to this kernel's life. */
  public <P extends Pointer> P keep(P pointer) {
    resources.push(pointer);
    return pointer;
  }

  /** Returns a dense f32 descriptor of the given layout. */
  public memory.desc dense(memory.format_tag layout, long... shape) {
    return keep(new memory.desc(shape, memory.data_type.f32, layout));
  }

  /** Returns an f32 descriptor with explicit strides, in elements. */
  memory.desc strided(long[] shape, long[] strides) {
    return keep(new memory.desc(shape, memory.data_type.f32, strides));
  }

  /** Returns a buffer for a descriptor. */
  public memory allocate(memory.desc descriptor) {
    return keep(new memory(descriptor, Processor.CPU));
  }

  /** Returns the arguments of one primitive: alternately an argument number and its buffer. */
  public IntMemoryMap arguments(Object... numbersAndBuffers) {
    IntMemoryMap map = keep(new IntMemoryMap());
    for (int i = 0; i < numbersAndBuffers.length; i += 2) {
      map.put((Integer) numbersAndBuffers[i], (memory) numbersAndBuffers[i + 1]);
    }
    return map;
  }

  public static void bind(IntMemoryMap arguments, int number, memory buffer) {
    arguments.put(number, buffer);
  }

  public static long address(memory buffer) {
    try (PointerScope scope = new PointerScope()) {
      return buffer.get_data_handle().address();
    }
  }

  /**
   * Returns the address of the first element; {@code data().address()} would ignore a view's
   * offset.
   *
   * <p>An address does not keep the array: code that uses it beyond the array's last mention ends
   * with a {@link Reference#reachabilityFence}.
   */
  public static long address(INDArray array) {
    return array.data().addressPointer().address();
  }

  /** Returns the address of an element of a float array. */
  public static long at(long address, long element) {
    return address + FLOAT_BYTES * element;
  }

  /** Returns the whole buffer as floats. */
  public static FloatBuffer floats(memory buffer) {
    return floats(address(buffer), buffer.get_desc().get_size() / FLOAT_BYTES);
  }

  /** Floats owned by somebody else. */
  public static FloatBuffer floats(long address, long count) {
    FloatPointer pointer = new FloatPointer(new Address(address));
    pointer.capacity(count);
    return pointer.asBuffer();
  }

  /** Returns the array's memory as floats, in the order it has there. */
  public static FloatBuffer floats(INDArray dense) {
    return floats(address(dense), dense.length());
  }

  /** Returns the array's memory as doubles, in the order it has there. */
  public static DoubleBuffer doubles(INDArray dense) {
    DoublePointer pointer = new DoublePointer(new Address(address(dense)));
    pointer.capacity(dense.length());
    return pointer.asBuffer();
  }

  /** Returns a copy of a float array's values in 'c' order. */
  public static float[] values(INDArray array) {
    INDArray dense = isDense(array) ? array : array.dup('c');
    float[] values = new float[Math.toIntExact(dense.length())];
    floats(dense).get(values);
    Reference.reachabilityFence(dense);
    return values;
  }

  /** Returns whether the values stand in memory in 'c' order without gaps. */
  public static boolean isDense(INDArray array) {
    long expected = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      if (array.size(axis) > 1 && array.stride(axis) != expected) {
        return false;
      }
      expected *= array.size(axis);
    }
    return true;
  }

  public static void zero(memory buffer) {
    try (PointerScope scope = new PointerScope()) {
      Pointer.memset(buffer.get_data_handle(), 0, buffer.get_desc().get_size());
    }
  }

  public static void zero(long address, long count) {
    Pointer.memset(new Address(address), 0, FLOAT_BYTES * count);
  }

  public static void copyFloats(long to, long from, long count) {
    Pointer.memcpy(new Address(to), new Address(from), FLOAT_BYTES * count);
  }

  /** Copies a row of one dense array to a row of another; rows are {@code width} values. */
  public static void copyRow(INDArray from, long fromRow, INDArray to, long toRow, long width) {
    copy(from, fromRow * width, to, toRow * width, width);
  }

  /** Copies values of one dense array to another. */
  public static void copy(INDArray from, long fromValue, INDArray to, long toValue, long count) {
    int bytes = from.dataType().width();
    Pointer.memcpy(
        new Address(address(to) + toValue * bytes),
        new Address(address(from) + fromValue * bytes),
        count * bytes);
    Reference.reachabilityFence(from);
    Reference.reachabilityFence(to);
  }

  @Override
  public void close() {
    while (!resources.isEmpty()) {
      resources.pop().deallocate();
    }
  }

  /** A pointer to memory owned by somebody else. */
  public static final class Address extends Pointer {
    public Address(long value) {
      super((Pointer) null);
      address = value;
    }
  }

  /** Made when the first kernel is: what only reads addresses must run without oneDNN too. */
  public static final class Processor {
    /**
     * oneDNN would keep a thousand, which with batches of ever new shapes makes the process grow
     * for hours. The layers keep their own; this is for workers that compile the same side by side.
     */
    private static final int CACHED_PRIMITIVES = 16;

    public static final engine CPU = cpu();

    private Processor() {}

    private static engine cpu() {
      dnnl_set_primitive_cache_capacity(CACHED_PRIMITIVES);
      return new engine(engine.kind.cpu, 0);
    }
  }
}
