package io.unroll.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * A file of a corpus of examples.
 *
 * @param ordinal its place among all files of the corpus
 * @param bytes on disk
 */
record SourceFile(int ordinal, String path, long bytes) implements Serializable {

  /** The last part of its path. */
  String name() {
    return new Path(path).getName();
  }

  /** The place of a record in reading order; {@code position} is its number or byte offset. */
  long index(long position) {
    return Corpus.index(ordinal, position);
  }

  /** A short name for the record that starts at a byte. */
  String keyAt(long offset) {
    return name() + "@" + offset;
  }

  /** A short name for a record by its number. */
  String keyOf(long number) {
    return name() + ":" + number;
  }

  /** The place of the record that starts at a byte. */
  Place at(long offset) {
    return new Place(path, Place.Unit.BYTE, offset);
  }

  /** A record at a byte that cannot be an example. */
  Reading.Bad bad(long offset, DropReason reason, String found) {
    return new Reading.Bad(index(offset), reason, at(offset), found);
  }

  boolean isCompressed(Configuration hadoop) {
    return new CompressionCodecFactory(hadoop).getCodec(new Path(path)) != null;
  }

  /** Its bytes, decompressed. */
  InputStream open(Configuration hadoop) throws IOException {
    Path file = new Path(path);
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
    InputStream raw = file.getFileSystem(hadoop).open(file);
    return codec == null ? raw : codec.createInputStream(raw);
  }
}
