package io.unroll.corpus.files;

import java.io.Serializable;

/** A stretch [start, end) of a file of examples, in bytes; what begins in it is its own. */
public record FileSlice(SourceFile file, long start, long end) implements Serializable {

  /** From its start to the end of the file. */
  public FileSlice toEndOfFile() {
    return new FileSlice(file, start, Long.MAX_VALUE);
  }
}
