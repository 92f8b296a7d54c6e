package io.unroll.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> KEYS = List.of("batchSize", "buckets", "maxLength", "files");

  @Test
  void nearest_typoCaseOrAbbreviation_findsTheKey() {
    assertEquals(Optional.of("batchSize"), Suggestion.nearest("batchsize", KEYS));
    assertEquals(Optional.of("batchSize"), Suggestion.nearest("bathcSize", KEYS));
    assertEquals(Optional.of("batchSize"), Suggestion.nearest("batch", KEYS));
    assertEquals(Optional.of("maxLength"), Suggestion.nearest("maxLenght", KEYS));
  }

  @Test
  void nearest_somethingElse_isNotGuessed() {
    assertEquals(Optional.empty(), Suggestion.nearest("temperature", KEYS));
  }
}
