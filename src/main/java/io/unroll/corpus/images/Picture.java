package io.unroll.corpus.images;

import io.unroll.config.ImagesSettings;
import io.unroll.corpus.example.Content;
import java.io.Serializable;

/**
 * A grey picture.
 *
 * @param pixels [height, width], row-major; 0 is black and 1 is white
 */
record Picture(int height, int width, double[] pixels) implements Serializable {

  /** The picture as steps: [height, width], [width, height] or [1, height x width]. */
  Content.Frames frames(ImagesSettings.Steps steps) {
    return switch (steps) {
      case ROWS -> new Content.Frames(width, pixels);
      case VECTOR -> new Content.Frames(pixels.length, pixels);
      case COLUMNS -> new Content.Frames(height, transposed());
    };
  }

  private double[] transposed() {
    double[] transposed = new double[pixels.length];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        transposed[column * height + row] = pixels[row * width + column];
      }
    }
    return transposed;
  }
}
