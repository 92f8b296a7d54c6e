package io.unroll.tokens;

import io.unroll.config.InvalidInput;
import io.unroll.config.TokenSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A codec in a folder: {@code vocabulary*.json} for characters and words, {@code tokenizer*.json}
 * for subwords. Together with the settings it was made with, that is all of it.
 */
public final class TextCodecFile {
  private static final String TOKENIZER = "tokenizer";
  private static final String VOCABULARY = "vocabulary";

  private TextCodecFile() {}

  /**
   * Returns the file's name.
   *
   * @param role what the codec encodes, such as {@code source}; may be empty
   */
  public static String name(TokenSettings settings, String role) {
    String kind = settings instanceof TokenSettings.Subwords ? TOKENIZER : VOCABULARY;
    return kind + (role.isEmpty() ? "" : "-" + role) + ".json";
  }

  /** Writes a codec; the stream stays open. */
  public static void write(OutputStream out, TextCodec codec) throws IOException {
    if (codec instanceof SubwordCodec subwords) {
      TokenizerFile.write(out, subwords.model());
    } else {
      VocabularyFile.write(out, codec.vocabulary());
    }
  }

  /** Writes a codec into a folder under its {@link #name}. */
  public static void write(
      FileSystem files, Path folder, String role, TokenSettings settings, TextCodec codec)
      throws IOException {
    try (OutputStream out = files.create(new Path(folder, name(settings, role)))) {
      write(out, codec);
    }
  }

  /**
   * Reads a codec.
   *
   * @param name what to call the file in an error
   * @param settings those it was made with
   * @throws InvalidInput if the content is something else
   */
  public static TextCodec read(InputStream in, String name, TokenSettings settings)
      throws IOException {
    return settings instanceof TokenSettings.Subwords
        ? new SubwordCodec(TokenizerFile.read(in, name))
        : TextCodec.of(settings, VocabularyFile.read(in, name));
  }

  /**
   * Reads the vocabulary alone, for any codec.
   *
   * @param name the file's name or path; it tells what kind of file this is
   * @throws InvalidInput if the content is something else
   */
  public static Vocabulary readVocabulary(InputStream in, String name) throws IOException {
    return new Path(name).getName().startsWith(TOKENIZER)
        ? TokenizerFile.read(in, name).vocabulary()
        : VocabularyFile.read(in, name);
  }

  /**
   * Reads the codec of a role from a folder.
   *
   * @throws InvalidInput if its file is missing or holds something else
   */
  public static TextCodec read(FileSystem files, Path folder, String role, TokenSettings settings)
      throws IOException {
    Path file = new Path(folder, name(settings, role));
    if (!files.exists(file)) {
      throw new InvalidInput(
          "%s: must hold %s, but does not; prepare the shards again"
              .formatted(folder, file.getName()));
    }
    try (InputStream in = files.open(file)) {
      return read(in, file.toString(), settings);
    }
  }
}
