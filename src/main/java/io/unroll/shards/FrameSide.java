package io.unroll.shards;

import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
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
  /** Precision with which a network can know a number at best, in deviations. */
  private static final double KNOWN = 1e-6;

  /** Content of the file stored with the batches. */
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
      return EncodedSequence.ofVectors(frames.width(), new float[frames.values().length]);
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
  public Content.Frames unscaled(EncodedSequence sequence) {
    double[] values = new double[sequence.values().length];
    for (int i = 0; i < values.length; i++) {
      int number = i % mean.length;
      double value = sequence.values()[i] * deviation[number] + mean[number];
      float single = (float) value;
      // Digits that a network cannot know are not made up, but a large level needs them.
      boolean isEnough = Math.abs(value - single) <= KNOWN * deviation[number];
      values[i] = isEnough ? single : value;
    }
    return new Content.Frames(sequence.width(), values);
  }

  @Override
  public String unscaledText(EncodedSequence sequence) {
    return SequenceText.of(unscaled(sequence));
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
