package io.unroll.tokens;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.unroll.config.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * A vocabulary as a JSON list of tokens in id order.
 *
 * <p>Everything outside ASCII is escaped, so that any string survives, unpaired surrogates
 * included.
 */
public final class VocabularyFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();

  private VocabularyFile() {}

  /** Writes a vocabulary; the stream stays open. */
  public static void write(OutputStream out, Vocabulary vocabulary) throws IOException {
    ObjectWriter writer = JSON.writerWithDefaultPrettyPrinter();
    writer.writeValue(out, vocabulary.tokens());
  }

  /**
   * Reads a vocabulary.
   *
   * @param name what to call the file in an error
   * @throws InvalidInput if the content is no vocabulary
   */
  public static Vocabulary read(InputStream in, String name) throws IOException {
    try {
      return new Vocabulary(List.of(JSON.readValue(in, String[].class)));
    } catch (JsonParseException | DatabindException e) {
      // Its whole message has several lines.
      throw noVocabulary(name, e.getOriginalMessage());
    } catch (IllegalArgumentException | NullPointerException e) {
      throw noVocabulary(name, String.valueOf(e.getMessage()));
    }
  }

  private static InvalidInput noVocabulary(String name, String why) {
    return new InvalidInput(
        name + ": must be a JSON list of distinct tokens, specials first: " + why);
  }
}
