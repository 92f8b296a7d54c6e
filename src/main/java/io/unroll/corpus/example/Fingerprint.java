package io.unroll.corpus.example;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.apache.commons.codec.digest.MurmurHash3;

/** 128 bits that tell contents apart: MurmurHash3 (x64) of a canonical byte form. */
public record Fingerprint(long high, long low) implements Serializable {
  private static final int SEED = 0;

  /** Of the range of a sequence's numbers. */
  private static final double VISIBLE_BLUR = 1e-4;

  /** Of nothing, to add to. */
  public static final Fingerprint NONE = new Fingerprint(0, 0);

  /** The fingerprint of contents in this order. */
  public static Fingerprint of(Content... contents) {
    if (contents.length == 1 && contents[0] instanceof Content.Text text) {
      return of(text);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Content content : contents) {
        out.writeByte(content.kind().ordinal());
        write(out, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(bytes.toByteArray(), bytes.size());
  }

  // What the general way comes to, without its copies: of large texts every line passes here.
  private static Fingerprint of(Content.Text text) {
    byte[] utf8 = text.text().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(1 + Integer.BYTES + utf8.length);
    bytes.put((byte) text.kind().ordinal()).putInt(utf8.length).put(utf8);
    return of(bytes.array(), bytes.position());
  }

  private static Fingerprint of(byte[] bytes, int length) {
    long[] hash = MurmurHash3.hash128x64(bytes, 0, length, SEED);
    return new Fingerprint(hash[0], hash[1]);
  }

  /** A sum that depends neither on the order of what is added nor on how it was parted. */
  public Fingerprint plus(Fingerprint other) {
    return new Fingerprint(high + other.high, low + other.low);
  }

  /** Both halves in 32 hexadecimal digits. */
  public String hex() {
    return "%016x%016x".formatted(high, low);
  }

  private static void write(DataOutputStream out, Content content) throws IOException {
    if (content instanceof Content.Text text) {
      write(out, text.text());
    } else if (content instanceof Content.Words words) {
      write(out, words.words());
    } else if (content instanceof Content.Label label) {
      write(out, label.label());
    } else if (content instanceof Content.Labels labels) {
      write(out, labels.labels());
    } else if (content instanceof Content.Features features) {
      write(out, features.features().stream().sorted().toList());
    } else if (content instanceof Content.Frames frames) {
      out.writeInt(frames.width());
      out.writeInt(frames.values().length);
      for (double value : frames.values()) {
        out.writeInt(Float.floatToIntBits((float) value));
      }
      if (isBlurred(frames.values())) {
        for (double value : frames.values()) {
          out.writeLong(Double.doubleToLongBits(value));
        }
      }
    }
  }

  // What single precision tells apart is told apart by it, in few bytes.
  private static boolean isBlurred(double[] values) {
    DoubleSummaryStatistics range = Arrays.stream(values).summaryStatistics();
    double blur =
        Arrays.stream(values).map(value -> Math.abs(value - (float) value)).max().orElse(0);
    return blur > VISIBLE_BLUR * (range.getMax() - range.getMin())
        && range.getMax() > range.getMin();
  }

  private static void write(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      write(out, text);
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}
