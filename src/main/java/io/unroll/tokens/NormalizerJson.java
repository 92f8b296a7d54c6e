package io.unroll.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.TokenSettings.Digits;
import io.unroll.config.TokenSettings.Folding;
import io.unroll.config.TokenSettings.Normalise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Folding as the {@code normalizer} of a {@code tokenizer.json}. */
final class NormalizerJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private NormalizerJson() {}

  /** Returns the normalizer: null, one, or a sequence of them in the order of folding. */
  static JsonNode of(Folding folding) {
    List<JsonNode> steps = new ArrayList<>();
    if (folding.normalise() == Normalise.NFC) {
      steps.add(JSON.objectNode().put("type", "NFC"));
    }
    if (folding.lowerCase()) {
      steps.add(JSON.objectNode().put("type", "Lowercase"));
    }
    if (folding.digits() == Digits.ZERO) {
      ObjectNode replace = JSON.objectNode().put("type", "Replace");
      replace.putObject("pattern").put("Regex", "\\p{Nd}");
      steps.add(replace.put("content", "0"));
    }
    if (steps.isEmpty()) {
      return JSON.nullNode();
    }
    ArrayNode sequence = JSON.arrayNode().addAll(steps);
    return steps.size() == 1
        ? steps.get(0)
        : JSON.objectNode().put("type", "Sequence").set("normalizers", sequence);
  }

  /** Returns the folding that a normalizer describes, if any does. */
  static Optional<Folding> read(JsonNode normalizer) {
    if (normalizer.isMissingNode()) {
      return Optional.of(Folding.NONE);
    }
    for (Normalise normalise : Normalise.values()) {
      for (boolean lowerCase : new boolean[] {false, true}) {
        for (Digits digits : Digits.values()) {
          Folding folding = new Folding(normalise, lowerCase, digits);
          if (normalizer.equals(of(folding)) || normalizer.equals(alone(of(folding)))) {
            return Optional.of(folding);
          }
        }
      }
    }
    return Optional.empty();
  }

  // A sequence of one, or of none, is how other programs may write it.
  private static JsonNode alone(JsonNode normalizer) {
    ArrayNode steps = JSON.arrayNode();
    if (!normalizer.isNull()) {
      steps.add(normalizer);
    }
    return JSON.objectNode().put("type", "Sequence").set("normalizers", steps);
  }
}
