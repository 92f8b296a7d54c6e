package io.unroll.describe;

import io.unroll.tokens.TextCodecFile;
import io.unroll.tokens.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A vocabulary: how many tokens, and the first and last of them by count. */
final class VocabularyDescription {
  private static final int MOST_FREQUENT = 30;
  private static final int RAREST = 10;

  private VocabularyDescription() {}

  static Description of(FileSystem files, Path file, String path) throws IOException {
    try (InputStream in = files.open(file)) {
      return new Description("vocabulary", path, fields(TextCodecFile.readVocabulary(in, path)));
    }
  }

  private static Map<String, Object> fields(Vocabulary vocabulary) {
    int size = vocabulary.size();
    int specials = Vocabulary.SPECIALS.size();
    List<String> tokens = vocabulary.tokens().subList(specials, size);
    int shown = Math.min(MOST_FREQUENT, tokens.size());
    int rarest = Math.min(RAREST, tokens.size() - shown);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("size", size);
    fields.put("specials", Vocabulary.SPECIALS);
    fields.put("mostFrequent", tokens.subList(0, shown));
    fields.put("leastFrequent", tokens.subList(tokens.size() - rarest, tokens.size()));
    return fields;
  }
}
