package io.unroll.layers;

import static io.unroll.layers.NativeMemory.Processor.CPU;
import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.softmax_forward;
import org.bytedeco.dnnl.stream;

/** Softmax and constant shifts over the rows of a dense matrix in native memory, in place. */
final class SoftmaxRows implements AutoCloseable {
  private final int columns;
  private final NativeMemory resources = new NativeMemory();
  private final stream stream = resources.keep(new stream(CPU));
  private final Map<String, Operation> operations = new HashMap<>();

  private record Operation(memory data, primitive primitive, IntMemoryMap arguments) {}

  SoftmaxRows(int columns) {
    this.columns = columns;
  }

  /** Turns scores into probabilities. */
  void softmax(long address, int rows) {
    run(
        operations.computeIfAbsent(
            "softmax " + rows,
            key -> {
              memory.desc shape = resources.dense(memory.format_tag.ab, rows, columns);
              var operation =
                  resources.keep(new softmax_forward.desc(prop_kind.forward_inference, shape, 1));
              var description = resources.keep(new softmax_forward.primitive_desc(operation, CPU));
              return operation(shape, address, new softmax_forward(description));
            }),
        address);
  }

  /** Adds a constant. */
  void shift(long address, int rows, float by) {
    run(
        operations.computeIfAbsent(
            "shift " + rows + " " + by,
            key -> {
              memory.desc shape = resources.dense(memory.format_tag.ab, rows, columns);
              var operation =
                  resources.keep(
                      new eltwise_forward.desc(
                          prop_kind.forward_inference, algorithm.eltwise_linear, shape, 1, by));
              var description = resources.keep(new eltwise_forward.primitive_desc(operation, CPU));
              return operation(shape, address, new eltwise_forward(description));
            }),
        address);
  }

  private Operation operation(memory.desc shape, long address, primitive primitive) {
    memory data = resources.keep(new memory(shape, CPU, new NativeMemory.Address(address)));
    return new Operation(
        data,
        resources.keep(primitive),
        resources.arguments(DNNL_ARG_SRC, data, DNNL_ARG_DST, data));
  }

  private void run(Operation operation, long address) {
    operation.data.set_data_handle(new NativeMemory.Address(address));
    operation.primitive.execute(stream, operation.arguments);
    stream._wait();
  }

  @Override
  public void close() {
    resources.close();
  }
}
