package io.unroll.corpus.files;

import java.io.IOException;

/** Failure of a codec whose native library this machine does not have. */
public final class NoDecompressor extends IOException {
  private static final long serialVersionUID = 1L;

  /** Tells what the codec lacks. */
  public NoDecompressor(RuntimeException cause) {
    super("decompress the file first: " + cause.getMessage(), cause);
  }
}
