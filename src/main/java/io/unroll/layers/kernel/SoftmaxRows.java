package io.unroll.layers.kernel;

import static io.unroll.layers.kernel.NativeMemory.Processor.CPU;
import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.LinkedHashMap;
import java.util.function.Function;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.softmax_forward;
import org.bytedeco.dnnl.stream;

/**
 * Softmax and constant shifts over the rows of a dense matrix in native memory, in place.
 *
 * <p>A primitive is made once for a number of rows and kept; the least recently used go first.
 */
public final class SoftmaxRows implements AutoCloseable {
  private static final int KEPT = 32;

  private final int columns;
  private final NativeMemory resources = new NativeMemory();
  private final stream stream = resources.keep(new stream(CPU));
  private final LinkedHashMap<Key, Operation> operations = new LinkedHashMap<>(KEPT, 0.75f, true);

  /** A constant to add, or not a number for softmax. */
  private record Key(int rows, float shift) {}

  private record Operation(
      NativeMemory own, memory data, primitive primitive, IntMemoryMap arguments) {}

  public SoftmaxRows(int columns) {
    this.columns = columns;
  }

  /** Turns scores into probabilities. */
  public void softmax(long address, int rows) {
    run(
        new Key(rows, Float.NaN),
        address,
        own -> {
          memory.desc shape = own.dense(memory.format_tag.ab, rows, columns);
          var operation = own.keep(new softmax_forward.desc(prop_kind.forward_inference, shape, 1));
          var description = own.keep(new softmax_forward.primitive_desc(operation, CPU));
          return operation(own, shape, new softmax_forward(description));
        });
  }

  /** Adds a constant. */
  public void shift(long address, int rows, float by) {
    run(
        new Key(rows, by),
        address,
        own -> {
          memory.desc shape = own.dense(memory.format_tag.ab, rows, columns);
          var operation =
              own.keep(
                  new eltwise_forward.desc(
                      prop_kind.forward_inference, algorithm.eltwise_linear, shape, 1, by));
          var description = own.keep(new eltwise_forward.primitive_desc(operation, CPU));
          return operation(own, shape, new eltwise_forward(description));
        });
  }

  private static Operation operation(NativeMemory own, memory.desc shape, primitive primitive) {
    memory data = own.keep(new memory(shape, CPU, new NativeMemory.Address(0)));
    return new Operation(
        own, data, own.keep(primitive), own.arguments(DNNL_ARG_SRC, data, DNNL_ARG_DST, data));
  }

  private void run(Key key, long address, Function<NativeMemory, Operation> make) {
    Operation operation = operations.get(key);
    if (operation == null) {
      if (operations.size() == KEPT) {
        operations.remove(operations.keySet().iterator().next()).own.close();
      }
      operation = make.apply(new NativeMemory());
      operations.put(key, operation);
    }
    operation.data.set_data_handle(new NativeMemory.Address(address));
    operation.primitive.execute(stream, operation.arguments);
    stream._wait();
  }

  @Override
  public void close() {
    operations.values().forEach(operation -> operation.own.close());
    operations.clear();
    resources.close();
  }
}
