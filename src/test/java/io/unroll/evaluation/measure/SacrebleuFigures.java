package io.unroll.evaluation.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Figures of sacreBLEU 2.6.0, made by {@code sacrebleu-figures.py}. */
final class SacrebleuFigures {
  private static final JsonNode FIGURES = read();

  private SacrebleuFigures() {}

  /**
   * Predictions and what came of them.
   *
   * @param references of each prediction
   */
  record Corpus(
      String name,
      List<String> predictions,
      List<List<String>> references,
      double bleu,
      String bleuSignature,
      double chrF2,
      String chrF2Signature) {

    /** BLEU's counts of each prediction. */
    List<Bleu> bleuCounts() {
      return IntStream.range(0, predictions.size())
          .mapToObj(i -> Bleu.of(predictions.get(i), references.get(i)))
          .toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A text and its words by mteval-v13a. */
  record Tokenised(String text, List<String> words) {}

  /**
   * BLEU of the random corpora together, by 1000 resamples.
   *
   * @param counted what is resampled
   * @param mean of the resamples
   * @param halfWidth of the interval that holds 95 % of them
   */
  record Resampled(List<Bleu> counted, double bleu, double mean, double halfWidth) {}

  static Resampled resampled() {
    JsonNode row = FIGURES.get("resampled").get(0);
    return new Resampled(
        corpora()
            .filter(corpus -> corpus.name.startsWith("random"))
            .flatMap(corpus -> corpus.bleuCounts().stream())
            .toList(),
        row.get("bleu").doubleValue(),
        row.get("mean").doubleValue(),
        row.get("halfWidth").doubleValue());
  }

  static Stream<Corpus> corpora() {
    return rows("corpora")
        .map(
            row ->
                new Corpus(
                    row.get("name").textValue(),
                    texts(row.get("predictions")),
                    StreamSupport.stream(row.get("references").spliterator(), false)
                        .map(SacrebleuFigures::texts)
                        .toList(),
                    row.get("bleu").doubleValue(),
                    row.get("bleuSignature").textValue(),
                    row.get("chrF2").doubleValue(),
                    row.get("chrF2Signature").textValue()));
  }

  static Stream<Tokenised> tokenised() {
    return rows("tokens13a")
        .map(row -> new Tokenised(row.get("text").textValue(), texts(row.get("words"))));
  }

  private static Stream<JsonNode> rows(String name) {
    return StreamSupport.stream(FIGURES.get(name).spliterator(), false);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.textValue()));
    return List.copyOf(texts);
  }

  private static JsonNode read() {
    try (InputStream file = SacrebleuFigures.class.getResourceAsStream("sacrebleu-figures.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
