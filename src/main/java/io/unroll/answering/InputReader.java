package io.unroll.answering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.config.InvalidInput;
import io.unroll.corpus.Content;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SideCodec;
import io.unroll.shards.Unencodable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a line as an input of a model: a text, names of features, or numbers in JSON.
 *
 * @param source how inputs become numbers
 */
public record InputReader(SideCodec source) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param place of the line, for errors
   * @throws InvalidInput if it is no input of this model
   */
  public EncodedSequence read(String line, String place) {
    try {
      return source.encode(content(line));
    } catch (Unencodable | InvalidInput e) {
      throw new InvalidInput(place + ": " + e.getMessage());
    } catch (JsonProcessingException e) {
      throw new InvalidInput(
          "%s: must be a JSON list of numbers, or of lists of numbers, got %s: %s"
              .formatted(place, line, e.getOriginalMessage()));
    }
  }

  private Content content(String line) throws JsonProcessingException {
    Content.Kind kind = Content.Kind.valueOf(source.summary().kind().toUpperCase(Locale.ROOT));
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
    int width = source.summary().width();
    List<Float> values = new ArrayList<>();
    for (JsonNode step : steps) {
      JsonNode numbers = step.isArray() ? step : JSON.createArrayNode().add(step);
      if (numbers.size() != width) {
        throw new InvalidInput(
            "every step must have %s numbers, got %s in %s".formatted(width, numbers.size(), line));
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
}
