package io.unroll.layers.backend;

import io.unroll.config.InvalidInput;
import org.nd4j.linalg.factory.Nd4j;

/** Memory of arrays, which the layers of this project read and write by its address. */
public final class HostArrays {

  private HostArrays() {}

  /**
   * Refuses to compute where ND4J keeps arrays on a device: layers would read what lay in host
   * memory before, and lose what they write, without a word.
   *
   * @throws InvalidInput if so, regardless of {@code backend.device}
   */
  public static void require() {
    NativePlatform.select();
    require(NativeKernels.arraysAreOnHost(), Nd4j.getBackend().getClass().getSimpleName());
  }

  static void require(boolean onHost, String backend) {
    if (!onHost) {
      throw new InvalidInput(
          "backend: ND4J must keep arrays in host memory, but "
              + backend
              + " keeps them on a device, where this release's layers would compute on stale copies;"
              + " take a build without -Pcuda, or a machine without a GPU");
    }
  }
}
