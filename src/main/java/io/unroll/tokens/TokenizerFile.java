package io.unroll.tokens;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A byte-pair encoding as a {@code tokenizer.json} of the Hugging Face tokenizers library, which
 * reads it and gives the same ids.
 *
 * <p>The specials are ids 0 to 3 of {@code model.vocab} and no {@code added_tokens}: those would be
 * found in text, and text must never yield a special.
 */
final class TokenizerFile {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).build();

  private TokenizerFile() {}

  /** Writes an encoding; the stream stays open. */
  static void write(OutputStream out, SubwordModel model) throws IOException {
    ObjectNode file = JSON.createObjectNode();
    file.put("version", "1.0");
    file.putNull("truncation");
    file.putNull("padding");
    file.putArray("added_tokens");
    file.set("normalizer", NormalizerJson.of(model.folding().settings()));
    file.set("pre_tokenizer", byteLevel());
    file.putNull("post_processor");
    file.set("decoder", byteLevel());
    file.set("model", bytePairs(model));
    JSON.writerWithDefaultPrettyPrinter().writeValue(out, file);
  }

  private static ObjectNode byteLevel() {
    return JSON.createObjectNode()
        .put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true)
        .put("use_regex", true);
  }

  private static ObjectNode bytePairs(SubwordModel model) {
    ObjectNode json = JSON.createObjectNode().put("type", "BPE");
    json.putNull("dropout");
    json.putNull("unk_token");
    json.putNull("continuing_subword_prefix");
    json.putNull("end_of_word_suffix");
    json.put("fuse_unk", false).put("byte_fallback", false);
    json.put("ignore_merges", model.wholeWords());
    Vocabulary vocabulary = model.vocabulary();
    ObjectNode ids = json.putObject("vocab");
    for (int id = 0; id < vocabulary.size(); id++) {
      ids.put(vocabulary.token(id), id);
    }
    ArrayNode merges = json.putArray("merges");
    for (Merges.Merge merge : model.merges().inOrder()) {
      merges.add(vocabulary.token(merge.left()) + " " + vocabulary.token(merge.right()));
    }
    return json;
  }

  /**
   * Reads a file on any Hadoop file system.
   *
   * @param setting what named the file, for an error
   * @throws InvalidInput if it cannot be read or is anything but byte-level BPE
   */
  static SubwordModel read(Path path, Configuration hadoop, String setting) {
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      return read(in, path.toString());
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInput(
          "%s: cannot read %s (%s); name a tokenizer.json"
              .formatted(setting, path, e.getMessage()));
    }
  }

  /**
   * Reads an encoding. Where the file's first tokens are not our specials, those are put before its
   * own tokens, which keep their order.
   *
   * @param name what to call the file in an error
   * @throws InvalidInput if the content is anything but byte-level BPE
   */
  static SubwordModel read(InputStream in, String name) throws IOException {
    try {
      return new TokenizerJson(JSON.readTree(in), name).model();
    } catch (JacksonException e) {
      throw new InvalidInput(name + ": must be a tokenizer.json: " + e.getOriginalMessage());
    }
  }
}
