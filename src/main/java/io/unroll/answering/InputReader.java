package io.unroll.answering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.unroll.answering.LineAnswers.Line;
import io.unroll.config.InvalidInput;
import io.unroll.corpus.example.Blanks;
import io.unroll.corpus.example.Content;
import io.unroll.files.Json;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SideCodec;
import io.unroll.shards.Unencodable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reader of a line as an input of a model: a text, names of features, or numbers in JSON.
 *
 * @param source how inputs become numbers
 */
public record InputReader(SideCodec source) {
  private static final int MOST_SHOWN = 80;

  /**
   * @param place of the line, for errors
   * @throws InvalidInput if it is no input of this model
   */
  public EncodedSequence read(String line, String place) {
    return read(new Line(line, place));
  }

  /**
   * Reads a line, or words as they are.
   *
   * @throws InvalidInput if it is no input of this model
   */
  EncodedSequence read(Line line) {
    try {
      return source.encode(line.words().isPresent() ? listed(line) : content(line.text()));
    } catch (Unencodable | InvalidInput e) {
      throw new InvalidInput(line.place() + ": " + e.getMessage());
    } catch (JsonProcessingException e) {
      throw new InvalidInput(
          "%s: must be a JSON list of numbers, or of lists of numbers, got %s: %s"
              .formatted(line.place(), shown(line.text()), e.getOriginalMessage()));
    }
  }

  /** Returns the beginning of a line, for errors. */
  static String shown(String line) {
    return line.length() <= MOST_SHOWN
        ? '"' + line + '"'
        : '"' + line.substring(0, line.offsetByCodePoints(0, MOST_SHOWN / 2)) + "...\"";
  }

  private Content.Kind kind() {
    return Content.Kind.valueOf(source.summary().kind().toUpperCase(Locale.ROOT));
  }

  private Content listed(Line line) {
    List<String> words = line.words().orElseThrow();
    return switch (kind()) {
      case TEXT -> new Content.Text(line.text());
      case WORDS -> new Content.Words(words);
      case FEATURES -> new Content.Features(words);
      case FRAMES -> throw new InvalidInput("must be numbers, got a list of words");
      case LABEL, LABELS -> throw new IllegalStateException("labels are never read");
    };
  }

  private Content content(String line) throws JsonProcessingException {
    return switch (kind()) {
      case TEXT -> new Content.Text(line);
      case WORDS -> new Content.Words(Blanks.words(line));
      case FRAMES -> frames(Json.PLAIN.readTree(line), line);
      case FEATURES -> new Content.Features(features(line));
      case LABEL, LABELS -> throw new IllegalStateException("labels are never read");
    };
  }

  /** Names between blanks, or a JSON list of names where they hold blanks. */
  private static List<String> features(String line) throws JsonProcessingException {
    return line.strip().startsWith("[")
        ? List.of(Json.PLAIN.readValue(line, String[].class))
        : Blanks.words(line);
  }

  private Content.Frames frames(JsonNode steps, String line) {
    int width = source.summary().width();
    List<Double> values = new ArrayList<>();
    for (JsonNode step : steps) {
      JsonNode numbers = step.isArray() ? step : Json.PLAIN.createArrayNode().add(step);
      if (numbers.size() != width) {
        throw new InvalidInput(
            "every step must have %s numbers, got %s in %s"
                .formatted(width, numbers.size(), shown(line)));
      }
      numbers.forEach(value -> values.add(value.isNumber() ? value.doubleValue() : Double.NaN));
    }
    double[] array = new double[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
      if (!Float.isFinite((float) array[i])) {
        throw new InvalidInput("every value must be a number, got " + shown(line));
      }
    }
    return new Content.Frames(width, array);
  }
}
