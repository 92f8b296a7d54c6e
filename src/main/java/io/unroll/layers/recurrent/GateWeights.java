package io.unroll.layers.recurrent;

import static io.unroll.layers.kernel.NativeMemory.address;
import static io.unroll.layers.kernel.NativeMemory.copyFloats;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;

import io.unroll.layers.kernel.NativeMemory;
import io.unroll.layers.kernel.StridedCopy;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One matrix of gate blocks between DL4J's layout and the layouts oneDNN asks for; shared by the
 * kernels of all shapes of a layer.
 *
 * <p>DL4J's [rows, gates x H] in 'f' order is physically gate, unit, row; the plain buffer has the
 * same order with oneDNN's order of gates, and one more row where the input has a keep column.
 */
final class GateWeights {

  /** Makes a sigmoid exactly one or zero, regardless of the rest of its argument. */
  private static final float SATURATING = 1e6f;

  private final RecurrentCell cell;
  private final long rows;
  private final long plainRows;
  private final long hidden;
  private final NativeMemory resources;
  private final stream stream;
  private final memory plain;
  private final StridedCopy gateCopy;
  private final List<Packed> values = new ArrayList<>();
  private final List<Packed> gradients = new ArrayList<>();
  private long version;
  private boolean loaded;

  /** The matrix in a layout of oneDNN's choice. */
  final class Packed {
    private final memory.desc descriptor;
    final memory buffer;
    private final reorder in;
    private final IntMemoryMap inArguments;
    private final reorder out;
    private final IntMemoryMap outArguments;
    private long packedVersion = -1;

    private Packed(memory.desc descriptor) {
      buffer = resources.allocate(descriptor);
      // The one given ends with the kernel that asked first, this buffer with the layer.
      this.descriptor = resources.keep(buffer.get_desc());
      in = resources.keep(new reorder(plain, buffer));
      inArguments = resources.arguments(DNNL_ARG_SRC, plain, DNNL_ARG_DST, buffer);
      out = resources.keep(new reorder(buffer, plain));
      outArguments = resources.arguments(DNNL_ARG_SRC, buffer, DNNL_ARG_DST, plain);
    }

    /** Brings the buffer up to the last {@link GateWeights#load}. */
    void refresh() {
      if (packedVersion != version) {
        in.execute(stream, inArguments);
        packedVersion = version;
      }
    }
  }

  /**
   * @param rows of the matrix: input size or hidden size
   * @param keepRow whether a row for the keep column follows
   */
  GateWeights(
      RecurrentCell cell,
      int rows,
      boolean keepRow,
      int hidden,
      NativeMemory resources,
      stream stream) {
    this.cell = cell;
    this.rows = rows;
    this.plainRows = keepRow ? rows + 1L : rows;
    this.hidden = hidden;
    this.resources = resources;
    this.stream = stream;
    plain =
        resources.allocate(
            resources.dense(memory.format_tag.ldgoi, 1, 1, plainRows, cell.gates(), hidden));
    gateCopy = new StridedCopy(resources, stream, hidden, rows);
  }

  private void writeKeepRow() {
    var values = NativeMemory.floats(plain);
    for (int slot = 0; slot < cell.gates(); slot++) {
      for (int unit = 0; unit < hidden; unit++) {
        long at = (slot * hidden + unit) * plainRows + rows;
        values.put(Math.toIntExact(at), cell.keepSign(slot) * SATURATING);
      }
    }
  }

  /** Returns the values in this layout; kernels that ask for the same layout share them. */
  Packed values(memory.desc descriptor) {
    return shared(values, descriptor);
  }

  /** Returns a buffer for a gradient in this layout, also shared. */
  Packed gradient(memory.desc descriptor) {
    return shared(gradients, descriptor);
  }

  private Packed shared(List<Packed> pool, memory.desc descriptor) {
    for (Packed known : pool) {
      if (dnnl_memory_desc_equal(known.descriptor.data(), descriptor.data()) != 0) {
        return known;
      }
    }
    Packed fresh = new Packed(descriptor);
    pool.add(fresh);
    return fresh;
  }

  /**
   * Takes over values from DL4J's layout.
   *
   * @param fixed whether the values are those taken over before, if any were and none were lost
   */
  void load(INDArray matrix, boolean fixed) {
    if (fixed && loaded) {
      return;
    }
    loaded = true;
    version++;
    for (int slot = 0; slot < cell.gates(); slot++) {
      copyGate(dl4jGate(matrix, slot), rows, plainGate(slot), plainRows);
    }
    if (plainRows > rows) {
      writeKeepRow();
    }
  }

  /** Writes what a buffer holds to an array in DL4J's layout; the loaded values are lost. */
  void store(Packed gradient, INDArray matrix) {
    loaded = false;
    gradient.out.execute(stream, gradient.outArguments);
    stream._wait();
    for (int slot = 0; slot < cell.gates(); slot++) {
      copyGate(plainGate(slot), plainRows, dl4jGate(matrix, slot), rows);
    }
  }

  private void copyGate(long from, long fromStride, long to, long toStride) {
    if (fromStride == toStride) {
      copyFloats(to, from, hidden * rows);
    } else {
      gateCopy.run(from, new long[] {fromStride, 1}, to, new long[] {toStride, 1});
    }
  }

  private long plainGate(int slot) {
    return NativeMemory.at(address(plain), slot * hidden * plainRows);
  }

  private long dl4jGate(INDArray matrix, int slot) {
    return NativeMemory.at(address(matrix), cell.weightBlock(slot) * hidden * rows);
  }
}
