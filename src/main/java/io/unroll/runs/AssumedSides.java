package io.unroll.runs;

import io.unroll.config.CorpusSettings;
import io.unroll.config.Settings;
import io.unroll.config.TokenSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Example;
import io.unroll.corpus.generated.GeneratedCorpus;
import io.unroll.shards.Manifest;
import io.unroll.tokens.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sides of a network as the settings imply them, before there are shards.
 *
 * @param from where the figures come from, for the reader
 */
public record AssumedSides(Manifest.Side source, Manifest.Side target, String from) {
  private static final int EXAMPLES = 2000;
  private static final int CHARACTERS = 100;
  private static final int LABELS = 10;
  private static final int NUMBERS = 16;
  private static final int PICTURE = 28 * 28;
  private static final String UNREAD =
      "a placeholder: the corpus has not been read; give --vocabulary N, or describe the shards";

  public static AssumedSides of(Settings settings, Optional<Integer> given) {
    if (given.isPresent()) {
      return new AssumedSides(
          source(settings, given.get()), target(settings, given.get()), "--vocabulary");
    }
    CorpusSettings corpus = settings.corpus();
    if (GeneratedCorpus.isGenerated(corpus) && corpus.pairsTexts()) {
      List<Example> first = GeneratedCorpus.first(corpus, settings.seed(), EXAMPLES);
      return new AssumedSides(
          Manifest.Side.ofTokens(count(first, Example::input)),
          Manifest.Side.ofTokens(count(first, Example::target)),
          String.format(Locale.ROOT, "the first %,d examples", first.size()));
    }
    if (corpus.widths().isPresent()) {
      return new AssumedSides(source(settings, 0), target(settings, 0), "corpus");
    }
    if (settings.tokens() instanceof TokenSettings.Words words) {
      return most(settings, words.maxSize(), "tokens.maxSize");
    }
    if (settings.tokens() instanceof TokenSettings.Subwords subwords) {
      return most(settings, subwords.size(), "tokens.size");
    }
    return new AssumedSides(source(settings, CHARACTERS), target(settings, CHARACTERS), UNREAD);
  }

  private static AssumedSides most(Settings settings, int tokens, String key) {
    int most = Vocabulary.SPECIALS.size() + tokens;
    String from = key + ", the most there can be: the text has not been read";
    return new AssumedSides(source(settings, most), target(settings, most), from);
  }

  private static Manifest.Side source(Settings settings, int tokens) {
    CorpusSettings corpus = settings.corpus();
    if (corpus.widths().isPresent()) {
      return vectors(corpus.widths().get().input());
    }
    if (settings.model().readsPictures()) {
      return vectors(PICTURE);
    }
    return switch (corpus.contents().input()) {
      case TEXT, WORDS -> Manifest.Side.ofTokens(tokens);
      case NUMBERS -> vectors(NUMBERS);
    };
  }

  private static Manifest.Side target(Settings settings, int tokens) {
    return switch (settings.model().task()) {
      case LABEL, STEP_LABELS -> new Manifest.Side(kind(Content.Kind.LABEL), LABELS, 0);
      case FRAMES, NUMBERS ->
          vectors(settings.corpus().widths().map(CorpusSettings.Widths::target).orElse(NUMBERS));
      case NOTHING, NEXT_TOKEN, TEXT_TO_TEXT, VECTOR_TO_TEXT -> Manifest.Side.ofTokens(tokens);
    };
  }

  private static Manifest.Side vectors(int width) {
    return new Manifest.Side(kind(Content.Kind.FRAMES), width, width);
  }

  private static String kind(Content.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
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

  public Map<String, Object> fields() {
    return fields(source, target, from);
  }

  public static Map<String, Object> fields(
      Manifest.Side source, Manifest.Side target, String from) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", source.size());
    fields.put("target", target.size());
    if (!from.isEmpty()) {
      fields.put("from", from);
    }
    return fields;
  }
}
