package io.unroll.ml;

import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/** Estimator of a text for each text: an encoder-decoder with attention over words. */
public final class SequenceTranslator extends SequenceEstimator<SequenceTranslator> {
  private static final long serialVersionUID = 1L;

  /** With a name of its own. */
  public SequenceTranslator() {
    this(Identifiable.randomUID("sequenceTranslator"));
  }

  /** With this name. */
  public SequenceTranslator(String uid) {
    super(uid);
  }

  @Override
  String model() {
    return """
    tokens { unit = word, rules = icu, minCount = 2 }
    shards { buckets = 8, maxLength = 100 }
    model { type = encoder-decoder, hidden = 128, embedding = 64, attention = general }
    training { averaging.every = 4, clipNorm = 1.0 }
    answering { onTooLong = cut }
    """;
  }

  @Override
  String target() {
    return "text";
  }

  @Override
  String input() {
    return "text";
  }

  @Override
  SequenceTranslator self() {
    return this;
  }

  /** Reads what {@link #write} wrote; Spark calls it by name. */
  public static MLReader<SequenceTranslator> read() {
    return new ParamsReader<>(SequenceTranslator.class, SequenceTranslator::new);
  }

  /** Reads an estimator. */
  public static SequenceTranslator load(String path) {
    return read().load(path);
  }
}
