package io.unroll.corpus;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Says a place the way editors do: {@code FILE:LINE}. */
public final class PlaceText {
  private static final int BUFFER = 1 << 16;

  private PlaceText() {}

  /** The place in words; a byte offset becomes a line number if the file can still be read. */
  public static String of(Place place, Configuration hadoop) {
    if (place.unit() != Place.Unit.BYTE) {
      return place.describe();
    }
    try {
      return place.source() + ":" + line(place, hadoop);
    } catch (IOException e) {
      return place.describe();
    }
  }

  private static long line(Place place, Configuration hadoop) throws IOException {
    Path path = new Path(place.source());
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    long line = 1;
    long left = place.position();
    byte[] buffer = new byte[BUFFER];
    try (InputStream raw = path.getFileSystem(hadoop).open(path);
        InputStream in = codec == null ? raw : codec.createInputStream(raw)) {
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(BUFFER, left));
        if (read < 0) {
          return line;
        }
        for (int i = 0; i < read; i++) {
          line += buffer[i] == '\n' ? 1 : 0;
        }
        left -= read;
      }
    }
    return line;
  }
}
