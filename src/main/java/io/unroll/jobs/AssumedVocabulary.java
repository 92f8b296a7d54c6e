package io.unroll.jobs;

import io.unroll.config.Settings;
import io.unroll.config.TokenSettings;
import io.unroll.corpus.Content;
import io.unroll.corpus.Example;
import io.unroll.corpus.GeneratedCorpus;
import io.unroll.tokens.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How many tokens a network would have before there are shards that know.
 *
 * @param from where the figures come from, for the reader
 */
record AssumedVocabulary(int source, int target, String from) {
  private static final int EXAMPLES = 2000;
  private static final int CHARACTERS = 100;

  static AssumedVocabulary of(Settings settings, Optional<Integer> given) {
    if (given.isPresent()) {
      return new AssumedVocabulary(given.get(), given.get(), "--vocabulary");
    }
    if (GeneratedCorpus.isGenerated(settings.corpus()) && settings.corpus().pairsTexts()) {
      List<Example> first = GeneratedCorpus.first(settings.corpus(), settings.seed(), EXAMPLES);
      return new AssumedVocabulary(
          count(first, Example::input),
          count(first, Example::target),
          "the first %,d examples".formatted(first.size()));
    }
    if (settings.tokens() instanceof TokenSettings.Words words) {
      int most = Vocabulary.SPECIALS.size() + words.maxSize();
      return new AssumedVocabulary(
          most, most, "tokens.maxSize, the most there can be: the text has not been read");
    }
    if (settings.tokens() instanceof TokenSettings.Subwords subwords) {
      int most = Vocabulary.SPECIALS.size() + subwords.size();
      return new AssumedVocabulary(
          most, most, "tokens.size, the most there can be: the text has not been read");
    }
    return new AssumedVocabulary(
        CHARACTERS,
        CHARACTERS,
        "a placeholder: the text has not been read; give --vocabulary N, or describe the shards");
  }

  private static int count(List<Example> examples, Function<Example, Content> side) {
    long characters =
        examples.stream()
            .map(side)
            .flatMapToInt(content -> ((Content.Text) content).text().codePoints())
            .distinct()
            .count();
    return Vocabulary.SPECIALS.size() + (int) characters;
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", source);
    fields.put("target", target);
    fields.put("from", from);
    return fields;
  }
}
