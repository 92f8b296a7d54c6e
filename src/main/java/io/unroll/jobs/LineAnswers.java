package io.unroll.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.unroll.config.InvalidInput;
import io.unroll.corpus.Content;
import io.unroll.decoding.Predictor;
import io.unroll.network.NetworkBlueprint;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.Sequences;
import io.unroll.shards.SideCodec;
import io.unroll.shards.Unencodable;
import io.unroll.training.ModelFolder.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Answers lines, each an input of a model: a text, names of features, or numbers in JSON. */
final class LineAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final NetworkBlueprint blueprint;
  private final SideCodec source;
  private final SideCodec target;
  private final Predictor predictor;

  LineAnswers(Model model) {
    blueprint = model.blueprint();
    source = model.source();
    target = model.target();
    predictor =
        Predictor.of(blueprint, model.network(), model.settings().evaluation().maxOutputLength())
            .orElseThrow();
  }

  /**
   * The answer to one line; to a line without a token, an empty one.
   *
   * @param number of the line, for errors
   * @throws InvalidInput if the line is no input of this model
   */
  String answer(String line, int number) {
    try {
      EncodedSequence input = source.encode(content(line));
      if (input.steps() == 0) {
        return "";
      }
      source.texts().ifPresent(texts -> DecodeJob.known(input.ids(), line));
      EncodedSequence answer = predictor.predict(batchOf(input)).get(0);
      return answer.width() == 0 ? target.text(answer) : json(target.unscaled(answer));
    } catch (Unencodable e) {
      throw new InvalidInput("line %d: %s".formatted(number, e.getMessage()));
    } catch (JsonProcessingException e) {
      throw new InvalidInput(
          "line %d: must be a JSON list of numbers, or of lists of numbers, got %s: %s"
              .formatted(number, line, e.getOriginalMessage()));
    }
  }

  private SequenceBatch batchOf(EncodedSequence input) {
    return blueprint.unanswered(Sequences.of(List.of(input)), List.of(""));
  }

  private Content content(String line) throws JsonProcessingException {
    Content.Kind kind = Content.Kind.valueOf(blueprint.source().kind().toUpperCase(Locale.ROOT));
    return switch (kind) {
      case TEXT -> new Content.Text(line);
      case WORDS -> new Content.Words(words(line));
      case FRAMES -> frames(JSON.readTree(line), line);
      case FEATURES -> new Content.Features(features(line));
      case LABEL, LABELS -> throw new IllegalStateException("labels are never read");
    };
  }

  private static List<String> words(String line) {
    return line.isBlank() ? List.of() : List.of(line.strip().split("\\s+"));
  }

  /** Names between blanks, or a JSON list of names where they hold blanks. */
  private static List<String> features(String line) throws JsonProcessingException {
    return line.strip().startsWith("[")
        ? List.of(JSON.readValue(line, String[].class))
        : words(line);
  }

  private Content.Frames frames(JsonNode steps, String line) {
    int width = blueprint.source().width();
    List<Float> values = new ArrayList<>();
    for (JsonNode step : steps) {
      JsonNode numbers = step.isArray() ? step : JSON.createArrayNode().add(step);
      if (numbers.size() != width) {
        throw new InvalidInput(
            "every step must have %d numbers, got %d in %s".formatted(width, numbers.size(), line));
      }
      numbers.forEach(value -> values.add((float) value.asDouble(Double.NaN)));
    }
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
      if (!Float.isFinite(array[i])) {
        throw new InvalidInput("every value must be a number, got " + line);
      }
    }
    return new Content.Frames(width, array);
  }

  private static String json(EncodedSequence vectors) {
    ArrayNode steps = JSON.createArrayNode();
    for (int step = 0; step < vectors.steps(); step++) {
      ArrayNode numbers = steps.addArray();
      for (int i = 0; i < vectors.width(); i++) {
        numbers.add(vectors.values()[step * vectors.width() + i]);
      }
    }
    return steps.toString();
  }
}
