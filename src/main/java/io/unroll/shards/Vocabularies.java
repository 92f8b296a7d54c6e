package io.unroll.shards;

import io.unroll.config.TokenSettings;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.TextCodecFile;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The codecs of a shards folder by what they encode. */
record Vocabularies(TokenSettings settings, SortedMap<String, TextCodec> byRole) {
  static final String TOKENS = "";
  static final String SOURCE = "source";
  static final String TARGET = "target";

  static Vocabularies ofStream(TokenSettings settings, TextCodec tokens) {
    return new Vocabularies(settings, new TreeMap<>(Map.of(TOKENS, tokens)));
  }

  static Vocabularies ofPairs(TokenSettings settings, TextCodec source, TextCodec target) {
    return new Vocabularies(settings, new TreeMap<>(Map.of(SOURCE, source, TARGET, target)));
  }

  void write(ShardFolder folder) throws IOException {
    for (Map.Entry<String, TextCodec> codec : byRole.entrySet()) {
      TextCodecFile.write(
          folder.system(), folder.path(), codec.getKey(), settings, codec.getValue());
    }
  }

  /** Sizes by what the tokens are: {@code tokens}, or {@code source} and {@code target}. */
  SortedMap<String, Integer> sizes() {
    SortedMap<String, Integer> sizes = new TreeMap<>();
    byRole.forEach(
        (role, codec) ->
            sizes.put(role.equals(TOKENS) ? "tokens" : role, codec.vocabulary().size()));
    return sizes;
  }
}
