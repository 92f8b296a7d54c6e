package io.unroll.corpus.lines;

import java.io.IOException;

/** A compressed file that cannot be decompressed to its end. */
public final class DamagedFile extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedFile(IOException cause) {
    super("the file is damaged and cannot be decompressed further: " + cause.getMessage(), cause);
  }
}
