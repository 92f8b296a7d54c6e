package io.unroll.ml;

import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/** Estimator of the label of a text: a recurrent network over its words, read both ways. */
public final class SequenceClassifier extends SequenceEstimator<SequenceClassifier> {
  private static final long serialVersionUID = 1L;

  private final Param<String> probabilityCol;

  /** With a name of its own. */
  public SequenceClassifier() {
    this(Identifiable.randomUID("sequenceClassifier"));
  }

  /** With this name. */
  public SequenceClassifier(String uid) {
    super(uid);
    probabilityCol = SequenceModel.probabilityCol(this);
    setDefault(probabilityCol, "probability");
  }

  /** Column of the labels' probabilities, a vector; default {@code probability}. */
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  /** See {@link #probabilityCol()}. */
  public SequenceClassifier setProbabilityCol(String column) {
    set(probabilityCol, column);
    return this;
  }

  @Override
  Optional<String> probabilities() {
    return Optional.of(column(probabilityCol));
  }

  @Override
  String model() {
    return """
    tokens { unit = word, rules = icu, minCount = 2, lowerCase = true }
    shards { buckets = 8, maxLength = 1000 }
    model { type = classifier, cell = gru, hidden = 64, embedding = 64, dropout = 0.3, pooling = max }
    training { averaging.every = 2, clipNorm = 1.0 }
    answering { onTooLong = cut }
    """;
  }

  @Override
  String target() {
    return "label";
  }

  @Override
  String input() {
    return "text";
  }

  @Override
  SequenceClassifier self() {
    return this;
  }

  /** Reads what {@link #write} wrote; Spark calls it by name. */
  public static MLReader<SequenceClassifier> read() {
    return new ParamsReader<>(SequenceClassifier.class, SequenceClassifier::new);
  }

  /** Reads an estimator. */
  public static SequenceClassifier load(String path) {
    return read().load(path);
  }
}
