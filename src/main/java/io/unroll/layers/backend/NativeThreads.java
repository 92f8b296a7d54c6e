package io.unroll.layers.backend;

import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Sizes of the native thread pools, taken from {@code backend.threads} (decision 0015). */
public final class NativeThreads {

  private NativeThreads() {}

  /**
   * Lets the calling thread's native work use this many threads.
   *
   * <p>oneDNN and ND4J share one OpenMP runtime, whose setting belongs to the calling thread.
   */
  public static void bind(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    settleBlas();
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
  }

  /**
   * Gives OpenBLAS, whose pool belongs to the whole process, one thread, regardless of what {@code
   * OMP_NUM_THREADS} and the number of cores say: it cuts products by its threads, so their last
   * bits depend on them.
   *
   * <p>It comes as two libraries with a pool each. ND4J computes with one and, when it starts, sets
   * the other.
   */
  public static void settleBlas() {
    NativePlatform.select();
    HostArrays.require();
    // ND4J sizes the pools when it starts: it has to have started.
    Nd4j.create(1);
    openblas.blas_set_num_threads(1);
    openblas_nolapack.blas_set_num_threads(1);
  }

  /**
   * Frees what ND4J keeps for the calling thread, for threads that come and go.
   *
   * <p>ND4J's own {@code destroyAllWorkspacesForCurrentThread} ends with a full garbage collection:
   * in rounds of a fifth of a second, half of the time.
   */
  public static void releaseWorkspaces() {
    MemoryWorkspaceManager workspaces = Nd4j.getWorkspaceManager();
    workspaces.getAllWorkspacesForCurrentThread().forEach(workspaces::destroyWorkspace);
  }
}
