package io.unroll.ml;

import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/**
 * Estimator of a label for each word of a text: lists of words, or texts with blanks between words;
 * labels likewise.
 */
public final class SequenceTagger extends SequenceEstimator<SequenceTagger> {
  private static final long serialVersionUID = 1L;

  /** With a name of its own. */
  public SequenceTagger() {
    this(Identifiable.randomUID("sequenceTagger"));
  }

  /** With this name. */
  public SequenceTagger(String uid) {
    super(uid);
  }

  @Override
  String model() {
    return """
    tokens { unit = word, minCount = 2 }
    shards { buckets = 8, maxLength = 1000 }
    model { type = tagger, hidden = 128, embedding = 64, dropout = 0.3 }
    training { averaging.every = 4, clipNorm = 1.0 }
    answering { onTooLong = skip }
    """;
  }

  @Override
  String target() {
    return "labels";
  }

  @Override
  String input() {
    return "words";
  }

  @Override
  SequenceTagger self() {
    return this;
  }

  /** Reads what {@link #write} wrote; Spark calls it by name. */
  public static MLReader<SequenceTagger> read() {
    return new ParamsReader<>(SequenceTagger.class, SequenceTagger::new);
  }

  /** Reads an estimator. */
  public static SequenceTagger load(String path) {
    return read().load(path);
  }
}
