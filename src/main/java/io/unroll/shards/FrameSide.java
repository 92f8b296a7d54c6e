package io.unroll.shards;

import io.unroll.corpus.Content;
import io.unroll.corpus.DropReason;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Vectors to vectors: (value - mean) / deviation in each of their numbers.
 *
 * @param mean [width]; empty without training examples, which is reported later; zeros where frames
 *     are taken as they are
 * @param deviation [width]; ones where frames are taken as they are, or do not vary
 */
record FrameSide(double[] mean, double[] deviation) implements SideCodec {

  /** What the file beside the batches holds. */
  record Scaling(int width, double[] mean, double[] deviation) {}

  static String file(String side) {
    return "scaling-" + side + ".json";
  }

  @Override
  public EncodedSequence encode(Content content) throws Unencodable {
    if (!(content instanceof Content.Frames frames)) {
      throw SideCodec.wrongKind(Content.Kind.FRAMES, content);
    }
    int width = mean.length;
    if (width == 0) {
      return EncodedSequence.ofVectors(frames.width(), frames.values());
    }
    if (frames.width() != width) {
      throw new Unencodable(
          DropReason.UNREADABLE,
          "a step must have %s numbers as in the training split, got %s"
              .formatted(width, frames.width()));
    }
    float[] scaled = new float[frames.values().length];
    for (int i = 0; i < scaled.length; i++) {
      int number = i % width;
      scaled[i] = (float) ((frames.values()[i] - mean[number]) / deviation[number]);
    }
    return EncodedSequence.ofVectors(width, scaled);
  }

  @Override
  public EncodedSequence unscaled(EncodedSequence sequence) {
    float[] values = new float[sequence.values().length];
    for (int i = 0; i < values.length; i++) {
      int number = i % mean.length;
      values[i] = (float) (sequence.values()[i] * deviation[number] + mean[number]);
    }
    return EncodedSequence.ofVectors(sequence.width(), values);
  }

  @Override
  public Manifest.Side summary() {
    return new Manifest.Side(
        Content.Kind.FRAMES.name().toLowerCase(Locale.ROOT), mean.length, mean.length);
  }

  @Override
  public SortedMap<String, byte[]> files(String side) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(file(side), SidecarFiles.json(new Scaling(mean.length, mean, deviation)));
    return files;
  }
}
