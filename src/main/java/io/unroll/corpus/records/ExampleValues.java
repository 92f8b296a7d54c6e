package io.unroll.corpus.records;

import io.unroll.config.InputKind;
import io.unroll.corpus.example.Blanks;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.FrameValues;
import io.unroll.corpus.example.Unusable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converter of the values of a record into contents: texts, numbers, truth values and lists of
 * them.
 *
 * @param trim whether blanks around texts and labels are cut off
 */
public record ExampleValues(InputKind input, boolean trim) implements Serializable {
  /** Returns the kind of the inputs. */
  public Content.Kind kind() {
    return switch (input) {
      case TEXT -> Content.Kind.TEXT;
      case WORDS -> Content.Kind.WORDS;
      case NUMBERS -> Content.Kind.FRAMES;
    };
  }

  /** The input that a value gives. */
  public Content input(Optional<Object> value) throws Unusable {
    Object given = value.orElseThrow(() -> missing("input"));
    return switch (input) {
      case TEXT -> new Content.Text(text("input", given));
      case WORDS -> new Content.Words(words(given));
      case NUMBERS -> FrameValues.of(given, "input", DropReason.EMPTY_SOURCE);
    };
  }

  /** The target that a value gives, if it is to be a text. */
  public Content target(Optional<Object> value) throws Unusable {
    String text = text("target", value.orElseThrow(() -> missing("target")));
    if (text.isBlank()) {
      throw new Unusable(DropReason.EMPTY_TARGET, "the target is empty");
    }
    return new Content.Text(text);
  }

  /** The label that a value gives. */
  public Content label(Optional<Object> value) throws Unusable {
    String label = text("label", value.orElseThrow(() -> missing("label")));
    if (label.isEmpty()) {
      throw missing("label");
    }
    return new Content.Label(label);
  }

  /** The labels that a value gives, one for each step of the input. */
  public Content labels(Optional<Object> value, Content input) throws Unusable {
    List<String> labels = words(value.orElseThrow(() -> missing("label of the steps")));
    int steps =
        input instanceof Content.Words words
            ? words.words().size()
            : ((Content.Frames) input).steps();
    if (labels.size() != steps) {
      throw new Unusable(
          DropReason.UNREADABLE,
          "each of the %s steps must have a label, got %s labels".formatted(steps, labels.size()));
    }
    return new Content.Labels(labels);
  }

  private static Unusable missing(String what) {
    return new Unusable(DropReason.MISSING_COLUMN, "the " + what + " is missing");
  }

  private String text(String what, Object value) throws Unusable {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      String text = value.toString();
      return trim ? text.strip() : text;
    }
    throw new Unusable(
        DropReason.UNREADABLE,
        "the %s must be a text, got %s".formatted(what, FrameValues.describe(value)));
  }

  private List<String> words(Object value) throws Unusable {
    if (value instanceof String text) {
      return Blanks.words(text);
    }
    if (!(value instanceof List<?> list)) {
      throw new Unusable(
          DropReason.UNREADABLE, "must be an array of texts, got " + FrameValues.describe(value));
    }
    List<String> words = new ArrayList<>(list.size());
    for (Object word : list) {
      words.add(text("word", present(word)));
    }
    return words;
  }

  private static Object present(@Nullable Object value) throws Unusable {
    if (value == null) {
      throw new Unusable(DropReason.NOT_FINITE, "an element of an array is null");
    }
    return value;
  }
}
