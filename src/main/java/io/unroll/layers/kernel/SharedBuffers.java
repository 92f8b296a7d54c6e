package io.unroll.layers.kernel;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.memory;

/**
 * The large buffers that the kernels of a layer take turns in: a layer runs one pass at a time, so
 * memory is that of its largest shape, not the sum over its shapes.
 */
public final class SharedBuffers implements AutoCloseable {

  /** Kind of a buffer's content. */
  public enum Role {
    INPUT,
    OUTPUT,
    WORKSPACE,
    SCRATCHPAD,
    INPUT_GRADIENT,
    OUTPUT_GRADIENT
  }

  private final Map<Role, NativeBuffer> blocks = new EnumMap<>(Role.class);

  private long reserve(Role role, long floats) {
    return blocks.computeIfAbsent(role, key -> new NativeBuffer()).reserve(floats);
  }

  /** One kernel's places in the blocks. */
  public final class Lease {
    private final NativeMemory resources;
    private final List<Place> places = new ArrayList<>();

    private record Place(Role role, memory buffer, long floats) {}

    public Lease(NativeMemory resources) {
      this.resources = resources;
    }

    /** Returns a buffer for a descriptor; its memory is the kernel's only after {@link #take}. */
    public memory allocate(Role role, memory.desc descriptor) {
      // Rounded up: a descriptor's size need not be whole floats.
      long floats =
          (descriptor.get_size() + NativeMemory.FLOAT_BYTES - 1) / NativeMemory.FLOAT_BYTES;
      memory buffer =
          resources.keep(
              new memory(
                  descriptor,
                  NativeMemory.Processor.CPU,
                  new NativeMemory.Address(reserve(role, Math.max(1, floats)))));
      places.add(new Place(role, buffer, Math.max(1, floats)));
      return buffer;
    }

    /** Makes the blocks this kernel's until another one takes them. */
    public void take() {
      for (Place place : places) {
        place.buffer.set_data_handle(new NativeMemory.Address(reserve(place.role, place.floats)));
      }
    }
  }

  @Override
  public void close() {
    blocks.values().forEach(NativeBuffer::close);
  }
}
