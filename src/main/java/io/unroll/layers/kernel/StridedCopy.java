package io.unroll.layers.kernel;

import static io.unroll.layers.kernel.NativeMemory.Processor.CPU;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/** Copy between arrays of one shape and any two layouts; each pair of layouts compiled once. */
public final class StridedCopy {
  private final NativeMemory resources;
  private final stream stream;
  private final long[] shape;
  private final Map<String, Route> routes = new HashMap<>();

  private record Route(memory from, memory to, reorder reorder, IntMemoryMap arguments) {}

  public StridedCopy(NativeMemory resources, stream stream, long... shape) {
    this.resources = resources;
    this.stream = stream;
    this.shape = shape;
  }

  /** Copies from one address to another; strides are in elements. */
  public void run(long from, long[] fromStrides, long to, long[] toStrides) {
    Route route =
        routes.computeIfAbsent(
            Arrays.toString(fromStrides) + Arrays.toString(toStrides),
            key -> route(from, fromStrides, to, toStrides));
    route.from.set_data_handle(new NativeMemory.Address(from));
    route.to.set_data_handle(new NativeMemory.Address(to));
    route.reorder.execute(stream, route.arguments);
  }

  private Route route(long from, long[] fromStrides, long to, long[] toStrides) {
    memory source = foreign(from, fromStrides);
    memory target = foreign(to, toStrides);
    return new Route(
        source,
        target,
        resources.keep(new reorder(source, target)),
        resources.arguments(DNNL_ARG_SRC, source, DNNL_ARG_DST, target));
  }

  private memory foreign(long address, long[] strides) {
    return resources.keep(
        new memory(resources.strided(shape, strides), CPU, new NativeMemory.Address(address)));
  }
}
