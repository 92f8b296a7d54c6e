package io.unroll.layers.kernel;

import static io.unroll.layers.kernel.NativeMemory.Processor.CPU;
import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.softmax_backward;
import org.bytedeco.dnnl.softmax_forward;
import org.bytedeco.dnnl.stream;

/**
 * Single-precision operations on memory owned by somebody else, by oneDNN.
 *
 * <p>Addresses are of dense row-major blocks unless strides are given. A primitive is made once for
 * its shapes and kept; the least recently used go first. Not thread-safe.
 */
public final class NativeOperations implements AutoCloseable {
  private static final int KEPT = 256;

  private final NativeMemory resources = new NativeMemory();
  private final stream stream = resources.keep(new stream(CPU));
  private final LinkedHashMap<Key, Operation> operations = new LinkedHashMap<>(KEPT, 0.75f, true);

  private record Key(String name, List<Long> numbers) {}

  private record Operation(
      NativeMemory resources, primitive primitive, IntMemoryMap arguments, memory[] operands) {}

  /** {@code result = left right}, or {@code +=} it, for every matrix of the batch. */
  public void product(MatrixBatch result, MatrixBatch left, MatrixBatch right, boolean add) {
    long[] numbers = concat(left.layout(), right.layout(), result.layout());
    run(
        add ? "add product" : "product",
        numbers,
        own -> {
          memory.desc a = own.strided(left.shape(), left.strides());
          memory.desc b = own.strided(right.shape(), right.strides());
          memory.desc c = own.strided(result.shape(), result.strides());
          primitive_attr attributes = own.keep(new primitive_attr());
          if (add) {
            post_ops accumulation = own.keep(new post_ops());
            accumulation.append_sum();
            attributes.set_post_ops(accumulation);
          }
          matmul.desc operation = own.keep(new matmul.desc(a, b, c));
          return operation(
              own,
              new matmul(own.keep(new matmul.primitive_desc(operation, attributes, CPU))),
              new int[] {DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST},
              a,
              b,
              c);
        },
        left.address(),
        right.address(),
        result.address());
  }

  /** Turns every row into its softmax, in place. */
  public void softmax(long rows, long columns, long matrix) {
    run(
        "softmax",
        new long[] {rows, columns},
        own -> {
          memory.desc data = own.dense(memory.format_tag.ab, rows, columns);
          return operation(
              own,
              new softmax_forward(softmaxDescription(own, data)),
              new int[] {DNNL_ARG_SRC, DNNL_ARG_DST},
              data,
              data);
        },
        matrix,
        matrix);
  }

  /** Turns the gradient by a softmax into the gradient by its argument, in place. */
  public void softmaxGradient(long rows, long columns, long softmax, long gradient) {
    run(
        "softmax gradient",
        new long[] {rows, columns},
        own -> {
          memory.desc data = own.dense(memory.format_tag.ab, rows, columns);
          softmax_backward.desc operation = own.keep(new softmax_backward.desc(data, data, 1));
          return operation(
              own,
              new softmax_backward(
                  own.keep(
                      new softmax_backward.primitive_desc(
                          operation, CPU, softmaxDescription(own, data)))),
              new int[] {DNNL_ARG_DST, DNNL_ARG_DIFF_DST, DNNL_ARG_DIFF_SRC},
              data,
              data,
              data);
        },
        softmax,
        gradient,
        gradient);
  }

  private static softmax_forward.primitive_desc softmaxDescription(
      NativeMemory own, memory.desc data) {
    softmax_forward.desc operation =
        own.keep(new softmax_forward.desc(prop_kind.forward_training, data, 1));
    return own.keep(new softmax_forward.primitive_desc(operation, CPU));
  }

  /** {@code values = tanh(values)}. */
  public void tanh(long count, long values) {
    run(
        "tanh",
        new long[] {count},
        own -> {
          memory.desc data = own.dense(memory.format_tag.a, count);
          return operation(
              own,
              new eltwise_forward(tanhDescription(own, data)),
              new int[] {DNNL_ARG_SRC, DNNL_ARG_DST},
              data,
              data);
        },
        values,
        values);
  }

  /** {@code result = gradient (1 - tanh^2)}, given the tanh; the result may be the gradient. */
  public void tanhGradient(long count, long tanh, long gradient, long result) {
    run(
        "tanh gradient",
        new long[] {count},
        own -> {
          memory.desc data = own.dense(memory.format_tag.a, count);
          eltwise_backward.desc operation =
              own.keep(
                  new eltwise_backward.desc(algorithm.eltwise_tanh_use_dst_for_bwd, data, data));
          return operation(
              own,
              new eltwise_backward(
                  own.keep(
                      new eltwise_backward.primitive_desc(
                          operation, CPU, tanhDescription(own, data)))),
              new int[] {DNNL_ARG_DST, DNNL_ARG_DIFF_DST, DNNL_ARG_DIFF_SRC},
              data,
              data,
              data);
        },
        tanh,
        gradient,
        result);
  }

  private static eltwise_forward.primitive_desc tanhDescription(
      NativeMemory own, memory.desc data) {
    eltwise_forward.desc operation =
        own.keep(
            new eltwise_forward.desc(
                prop_kind.forward_training, algorithm.eltwise_tanh_use_dst_for_bwd, data));
    return own.keep(new eltwise_forward.primitive_desc(operation, CPU));
  }

  /**
   * {@code result = tanh(matrix + row)}, the row added to each row of the matrix; to within a few
   * 1e-7, absolutely.
   */
  public void tanhOfSum(long rows, long columns, long matrix, long row, long result) {
    run(
        "tanh of sum",
        new long[] {rows, columns},
        own -> {
          primitive_attr attributes = own.keep(new primitive_attr());
          post_ops after = own.keep(new post_ops());
          // tanh(x) = 2 sigmoid(2 x) - 1: oneDNN's own tanh gathers from a table, several times
          // slower.
          // Doubled by scales: a second linear step would be given the first one's constants.
          attributes.set_scales(DNNL_ARG_SRC_0, 0, new float[] {2});
          attributes.set_scales(DNNL_ARG_SRC_1, 0, new float[] {2});
          after.append_eltwise(1, algorithm.eltwise_logistic, 0, 0);
          after.append_eltwise(1, algorithm.eltwise_linear, 2, -1);
          attributes.set_post_ops(after);
          return sum(own, rows, columns, 1, attributes);
        },
        matrix,
        row,
        result);
  }

  /** {@code sum += values}. */
  public void add(long rows, long columns, long values, long sum) {
    run(
        "add",
        new long[] {rows, columns},
        own -> sum(own, rows, columns, rows, own.keep(new primitive_attr())),
        sum,
        values,
        sum);
  }

  private static Operation sum(
      NativeMemory own, long rows, long columns, long addedRows, primitive_attr attributes) {
    memory.desc matrix = own.dense(memory.format_tag.ab, rows, columns);
    memory.desc added = own.dense(memory.format_tag.ab, addedRows, columns);
    binary.desc operation = own.keep(new binary.desc(algorithm.binary_add, matrix, added, matrix));
    return operation(
        own,
        new binary(own.keep(new binary.primitive_desc(operation, attributes, CPU))),
        new int[] {DNNL_ARG_SRC_0, DNNL_ARG_SRC_1, DNNL_ARG_DST},
        matrix,
        added,
        matrix);
  }

  /** Copies a block of one layout into another. */
  public void copy(long[] shape, long[] fromStrides, long from, long[] toStrides, long to) {
    run(
        "copy",
        concat(shape, fromStrides, toStrides),
        own -> {
          memory.desc source = own.strided(shape, fromStrides);
          memory.desc target = own.strided(shape, toStrides);
          // A reorder asks its buffers for their descriptors only.
          memory a = own.keep(new memory(source, CPU, new NativeMemory.Address(from)));
          memory b = own.keep(new memory(target, CPU, new NativeMemory.Address(to)));
          return operation(
              own, new reorder(a, b), new int[] {DNNL_ARG_SRC, DNNL_ARG_DST}, source, target);
        },
        from,
        to);
  }

  private static Operation operation(
      NativeMemory own, primitive made, int[] arguments, memory.desc... descriptors) {
    IntMemoryMap map = own.keep(new IntMemoryMap());
    memory[] operands = new memory[descriptors.length];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = own.keep(new memory(descriptors[i], CPU, new NativeMemory.Address(0)));
      map.put(arguments[i], operands[i]);
    }
    return new Operation(own, own.keep(made), map, operands);
  }

  private void run(
      String name, long[] numbers, Function<NativeMemory, Operation> make, long... addresses) {
    Key key = new Key(name, LongStream.of(numbers).boxed().toList());
    Operation operation = operations.get(key);
    if (operation == null) {
      if (operations.size() == KEPT) {
        operations.remove(operations.keySet().iterator().next()).resources.close();
      }
      operation = make.apply(new NativeMemory());
      operations.put(key, operation);
    }
    for (int i = 0; i < addresses.length; i++) {
      operation.operands[i].set_data_handle(new NativeMemory.Address(addresses[i]));
    }
    operation.primitive.execute(stream, operation.arguments);
    stream._wait();
  }

  private static long[] concat(long[]... parts) {
    return Arrays.stream(parts).flatMapToLong(Arrays::stream).toArray();
  }

  @Override
  public void close() {
    operations.values().forEach(operation -> operation.resources.close());
    operations.clear();
    resources.close();
  }
}
