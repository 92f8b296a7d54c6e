package io.unroll.layers.backend;

import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Check that this machine can run the native kernels. */
public final class NativeKernels {
  private static final Logger LOG = LoggerFactory.getLogger(NativeKernels.class);
  private static final Optional<String> PROBLEM = probe();

  private NativeKernels() {}

  private static Optional<String> probe() {
    try {
      Loader.load(org.bytedeco.dnnl.global.dnnl.class);
      if (!arraysAreOnHost()) {
        return Optional.of("arrays are on a GPU");
      }
      return Optional.empty();
    } catch (LinkageError e) {
      LOG.warn("oneDNN cannot be loaded: {}", e.toString());
      return Optional.of("oneDNN cannot be loaded: " + e);
    }
  }

  /** Returns whether ND4J keeps arrays in memory that this processor reads. */
  public static boolean arraysAreOnHost() {
    return Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");
  }

  /** Returns why the kernels cannot run here; empty if they can. */
  public static Optional<String> problem() {
    return PROBLEM;
  }

  /** Returns why the kernels cannot compute in this data type here; empty if they can. */
  public static Optional<String> problem(DataType type) {
    return type == DataType.FLOAT
        ? PROBLEM
        : Optional.of("data type " + type + ", native kernels compute in FLOAT");
  }
}
