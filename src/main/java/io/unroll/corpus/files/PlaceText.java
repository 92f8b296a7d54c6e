package io.unroll.corpus.files;

import io.unroll.corpus.example.Place;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;

/** Text of a place the way editors write it: {@code FILE:LINE}. */
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
    long line = 1;
    long left = place.position();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = SourceFile.open(place.source(), 0, hadoop)) {
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(BUFFER, left));
        if (read < 0) {
          return line;
        }
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '\n') {
            line++;
          }
        }
        left -= read;
      }
    }
    return line;
  }
}
