package io.unroll.corpus.images;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.SourceFile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.hadoop.conf.Configuration;

/** Reader of a PNG file, or any other that {@code javax.imageio} reads, as a grey picture. */
final class PictureFile {
  // ITU-R BT.601: what the eye makes of red, green and blue.
  private static final float RED = 0.299f;
  private static final float GREEN = 0.587f;
  private static final float BLUE = 0.114f;

  private static final long MOST_PIXELS = 1 << 24;

  private PictureFile() {}

  /**
   * The picture; what is transparent is white.
   *
   * @throws Unusable if the file is no picture, or damaged
   */
  static Picture read(SourceFile file, Configuration hadoop) throws Unusable {
    try (InputStream in = file.open(hadoop)) {
      BufferedImage image = decoded(in);
      boolean grey =
          image.getColorModel().getNumComponents() == 1
              && image.getColorModel().getColorSpace().getNumComponents() == 1;
      return grey ? grey(image) : coloured(image);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new Unusable(
          DropReason.UNREADABLE, "must be an undamaged picture, but " + e.getMessage());
    }
  }

  /** Looks at the size before there is an array of it: a small file can claim any. */
  private static BufferedImage decoded(InputStream in) throws IOException, Unusable {
    try (ImageInputStream stream = ImageIO.createImageInputStream(in)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new Unusable(DropReason.UNREADABLE, "must be a picture such as a PNG");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
          throw new Unusable(
              DropReason.UNREADABLE,
              String.format(
                  Locale.ROOT,
                  "must be a picture of at most %,d pixels, got %,d",
                  MOST_PIXELS,
                  pixels));
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    }
  }

  // Samples as they are: asking for RGB would change the brightness of grey ones.
  private static Picture grey(BufferedImage image) {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    float most = (1 << model.getComponentSize(0)) - 1;
    int[] samples = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
    double[] pixels = new double[samples.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = samples[i] / most;
    }
    return new Picture(image.getHeight(), image.getWidth(), pixels);
  }

  private static Picture coloured(BufferedImage image) {
    int width = image.getWidth();
    int[] colours = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    double[] pixels = new double[colours.length];
    for (int i = 0; i < pixels.length; i++) {
      int colour = colours[i];
      float luminance =
          RED * (colour >> 16 & 0xFF) + GREEN * (colour >> 8 & 0xFF) + BLUE * (colour & 0xFF);
      float opacity = (colour >>> 24) / 255f;
      pixels[i] = Math.min(1, luminance / 255 * opacity + 1 - opacity);
    }
    return new Picture(image.getHeight(), width, pixels);
  }
}
