package io.unroll.corpus.files;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Place;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Unusable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * A file of a corpus of examples.
 *
 * @param ordinal its place among all files of the corpus, from 0
 * @param path its full URI
 * @param bytes on disk
 * @param compressed whether it can only be read from its start
 */
public record SourceFile(int ordinal, String path, long bytes, boolean compressed)
    implements Serializable {

  /** Describes a file that was found; its name's ending says whether it is compressed. */
  public static SourceFile of(
      int ordinal, TextFiles.TextFile file, CompressionCodecFactory codecs) {
    boolean compressed = codecs.getCodec(new Path(file.path())) != null;
    return new SourceFile(ordinal, file.path(), file.bytes(), compressed);
  }

  /** Returns the last part of its path. */
  public String name() {
    return new Path(path).getName();
  }

  /**
   * Returns the index of a record in its corpus: unique, and in reading order.
   *
   * @param position the record's number or byte offset
   */
  public long index(long position) {
    return Corpus.index(ordinal, position);
  }

  /** Returns a short name for the record that starts at a byte. */
  public String keyAt(long offset) {
    return name() + "@" + offset;
  }

  /** Returns a short name for a record by its number. */
  public String keyOf(long number) {
    return name() + ":" + number;
  }

  /** Returns a record at a byte that cannot be an example. */
  public Reading.Bad bad(long offset, DropReason reason, String found) {
    return new Reading.Bad(index(offset), reason, new Place(path, Place.Unit.BYTE, offset), found);
  }

  /** Returns a record at a byte that cannot be an example. */
  public Reading.Bad bad(long offset, Unusable why) {
    return bad(offset, why.reason(), why.found());
  }

  /**
   * Returns a record that cannot be an example.
   *
   * @param position its place in reading order
   * @param number its number for people
   */
  public Reading.Bad bad(long position, long number, Unusable why) {
    Place place = new Place(path, Place.Unit.RECORD, number);
    return new Reading.Bad(index(position), why.reason(), place, why.found());
  }

  /** Returns all of it as one slice. */
  public FileSlice whole() {
    return new FileSlice(this, 0, Long.MAX_VALUE);
  }

  /** Opens its bytes, decompressed. */
  public InputStream open(Configuration hadoop) throws IOException {
    return open(path, 0, hadoop);
  }

  /**
   * Opens the bytes of a file, decompressed if its name's ending says so.
   *
   * @param from first byte to read; 0 if the file is compressed
   */
  public static InputStream open(String path, long from, Configuration hadoop) throws IOException {
    Path file = new Path(path);
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(file);
    FSDataInputStream raw = file.getFileSystem(hadoop).open(file);
    try {
      raw.seek(from);
      return codec == null ? raw : codec.createInputStream(raw);
    } catch (IOException e) {
      raw.close();
      throw e;
    } catch (RuntimeException e) {
      raw.close();
      throw new NoDecompressor(e);
    }
  }
}
