package io.unroll.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import io.unroll.config.InvalidInput;
import io.unroll.config.TokenSettings.Folding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reader of a {@code tokenizer.json}, which collects all reasons why one cannot be used. */
final class TokenizerJson {
  private final JsonNode file;
  private final String name;
  private final List<String> problems = new ArrayList<>();

  TokenizerJson(JsonNode file, String name) {
    this.file = file;
    this.name = name;
  }

  /**
   * Returns the encoding in the file.
   *
   * @throws InvalidInput if it is anything but byte-level BPE
   */
  SubwordModel model() {
    JsonNode model = file.path("model");
    // The first files of the library do not name the model.
    boolean named = !model.path("type").isMissingNode();
    require(!named || model.path("type").asText().equals("BPE"), "model.type", "BPE");
    require(model.path("vocab").isObject(), "model.vocab", "an object of tokens and their ids");
    require(model.path("merges").isArray(), "model.merges", "a list");
    for (String affix : List.of("continuing_subword_prefix", "end_of_word_suffix")) {
      JsonNode found = model.path(affix);
      require(found.isNull() || found.asText().isEmpty(), "model." + affix, "empty");
    }
    require(!model.path("byte_fallback").asBoolean(), "model.byte_fallback", "false");
    require(model.path("dropout").asDouble() == 0, "model.dropout", "null");
    String pieces = "pre_tokenizer.";
    require(at(pieces + "type").asText().equals("ByteLevel"), pieces + "type", "ByteLevel");
    require(!at(pieces + "add_prefix_space").asBoolean(), pieces + "add_prefix_space", "false");
    require(at(pieces + "use_regex").asBoolean(true), pieces + "use_regex", "true");
    Optional<Folding> folding = NormalizerJson.read(file.path("normalizer"));
    require(
        folding.isPresent(),
        "normalizer",
        "null or NFC, Lowercase, Replace of \\p{Nd} by 0, or a Sequence of these in this order");
    failIfAny();
    Vocabulary vocabulary = vocabulary(model.path("vocab"));
    Merges merges = merges(model.path("merges"), vocabulary);
    failIfAny();
    return new SubwordModel(
        new TextFolding(folding.orElseThrow()),
        vocabulary,
        merges,
        model.path("ignore_merges").asBoolean());
  }

  private Vocabulary vocabulary(JsonNode vocab) {
    TreeMap<Integer, String> byId = new TreeMap<>();
    vocab
        .fields()
        .forEachRemaining(
            entry -> {
              int id = entry.getValue().asInt(-1);
              if (id < 0 || byId.put(id, entry.getKey()) != null) {
                problems.add(
                    "%s: model.vocab must give every token an id of its own, but \"%s\" has %s"
                        .formatted(name, entry.getKey(), entry.getValue()));
              }
            });
    List<String> tokens = new ArrayList<>(Vocabulary.SPECIALS);
    byId.values().stream()
        .filter(token -> !Vocabulary.SPECIALS.contains(token))
        .forEach(tokens::add);
    return new Vocabulary(tokens);
  }

  private Merges merges(JsonNode list, Vocabulary vocabulary) {
    Map<String, Integer> ids = new HashMap<>();
    vocabulary.tokens().forEach(token -> ids.put(token, ids.size()));
    List<Merges.Merge> merges = new ArrayList<>();
    for (JsonNode merge : list) {
      // The library writes pairs today and wrote texts with a blank before.
      String[] pair =
          merge.isArray() && merge.size() == 2
              ? new String[] {merge.get(0).asText(), merge.get(1).asText()}
              : merge.asText().split(" ", 2);
      String right = pair.length == 2 ? pair[1] : "";
      if (ids.containsKey(pair[0]) && ids.containsKey(right) && ids.containsKey(pair[0] + right)) {
        merges.add(new Merges.Merge(id(ids, pair[0]), id(ids, right), id(ids, pair[0] + right)));
      } else {
        problems.add(
            "%s: model.merges must join two tokens of model.vocab to a third, but merge %s is %s"
                .formatted(name, merges.size() + 1, merge));
        break;
      }
    }
    return new Merges(merges);
  }

  private static int id(Map<String, Integer> ids, String token) {
    return Optional.ofNullable(ids.get(token)).orElseThrow();
  }

  private void require(boolean holds, String where, String what) {
    if (!holds) {
      JsonNode found = at(where);
      problems.add(
          "%s: %s must be %s, found %s; only byte-level BPE with GPT-2's pattern can be taken over"
              .formatted(name, where, what, found.isMissingNode() ? "nothing" : shortened(found)));
    }
  }

  private static String shortened(JsonNode found) {
    String type = found.path("type").asText();
    String text = type.isEmpty() ? found.toString() : type;
    return text.length() > 80 ? text.substring(0, 80) + "..." : text;
  }

  private JsonNode at(String path) {
    JsonNode node = file;
    for (String step : path.split("\\.")) {
      node = node.path(step);
    }
    return node;
  }

  private void failIfAny() {
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }
}
