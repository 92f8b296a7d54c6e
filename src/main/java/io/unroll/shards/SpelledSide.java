package io.unroll.shards;

import io.unroll.config.TokenSettings;
import io.unroll.corpus.example.Content;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.TextCodecFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * Words that are cut already to their ids, each with the ids of its characters.
 *
 * <p>Characters are those of the word as it is, even if words are folded. A word with more keeps
 * the first half of those that fit and the last; behind a shorter one stand zeros.
 *
 * @param letters characters of each word
 */
record SpelledSide(TextSide words, TextCodec characters, int letters) implements SideCodec {
  static final TokenSettings CHARACTERS = new TokenSettings.Characters();

  /** Returns the role of the characters' vocabulary. */
  static String role(String side) {
    return side + "-characters";
  }

  @Override
  public EncodedSequence encode(Content content) throws Unencodable {
    int[] ids = words.encode(content).ids();
    List<String> all = ((Content.Words) content).words();
    float[] spelled = new float[ids.length * letters];
    for (int word = 0; word < ids.length; word++) {
      int[] own = characters.encode(all.get(word));
      int first = own.length <= letters ? own.length : (letters + 1) / 2;
      for (int i = 0; i < Math.min(own.length, letters); i++) {
        spelled[word * letters + i] = own[i < first ? i : own.length - letters + i];
      }
    }
    return new EncodedSequence(0, ids, spelled);
  }

  @Override
  public Optional<TextCodec> texts() {
    return words.texts();
  }

  @Override
  public List<String> names() {
    return words.names();
  }

  @Override
  public List<String> unknown(Content content, EncodedSequence encoded) {
    return words.unknown(content, encoded);
  }

  @Override
  public String written(Content content) {
    return words.written(content);
  }

  @Override
  public String text(EncodedSequence sequence) {
    return words.text(sequence);
  }

  @Override
  public SideCodec grown(Supplier<SideCodec> learned) {
    SpelledSide other = (SpelledSide) learned.get();
    return new SpelledSide(
        (TextSide) words.grown(() -> other.words),
        TextCodec.grown(CHARACTERS, characters, () -> other.characters),
        letters);
  }

  @Override
  public Manifest.Side summary() {
    Manifest.Side plain = words.summary();
    return new Manifest.Side(
        plain.kind(), plain.size(), 0, letters, characters.vocabulary().size());
  }

  @Override
  public SortedMap<String, byte[]> files(String side) {
    SortedMap<String, byte[]> files = words.files(side);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TextCodecFile.write(out, characters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.put(TextCodecFile.name(CHARACTERS, role(side)), out.toByteArray());
    return files;
  }
}
