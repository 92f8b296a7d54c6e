package io.unroll.layers;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Sizes the native thread pools so that workers x threads = cores. */
public final class NativeThreads {

  private NativeThreads() {}

  /**
   * Lets the calling thread's native work use this many threads.
   *
   * <p>oneDNN and ND4J share one OpenMP runtime, whose setting belongs to the calling thread.
   * OpenBLAS keeps a pool of its own, which beside theirs would be one thread too many per core, so
   * it always gets one.
   */
  public static void bind(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    NativePlatform.select();
    // ND4J sets the OpenBLAS pool when it starts: it has to have started.
    Nd4j.create(1);
    openblas_nolapack.blas_set_num_threads(1);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
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
