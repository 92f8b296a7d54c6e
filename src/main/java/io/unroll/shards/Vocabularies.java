package io.unroll.shards;

import io.unroll.tokens.Vocabulary;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The vocabularies of a shards folder by file name. */
record Vocabularies(SortedMap<String, Vocabulary> byName) {
  static final String TOKENS = "vocabulary";
  static final String SOURCE = "vocabulary-source";
  static final String TARGET = "vocabulary-target";

  static Vocabularies ofStream(Vocabulary tokens) {
    return new Vocabularies(new TreeMap<>(Map.of(TOKENS, tokens)));
  }

  static Vocabularies ofPairs(Vocabulary source, Vocabulary target) {
    return new Vocabularies(new TreeMap<>(Map.of(SOURCE, source, TARGET, target)));
  }

  void write(ShardFolder folder) throws IOException {
    for (Map.Entry<String, Vocabulary> entry : byName.entrySet()) {
      folder.writeVocabulary(entry.getKey(), entry.getValue());
    }
  }

  /** Sizes by what the tokens are: {@code tokens}, or {@code source} and {@code target}. */
  SortedMap<String, Integer> sizes() {
    SortedMap<String, Integer> sizes = new TreeMap<>();
    byName.forEach(
        (name, vocabulary) ->
            sizes.put(
                name.equals(TOKENS) ? "tokens" : name.substring(TOKENS.length() + 1),
                vocabulary.size()));
    return sizes;
  }
}
