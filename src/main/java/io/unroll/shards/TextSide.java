package io.unroll.shards;

import io.unroll.corpus.Content;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.Vocabulary;
import io.unroll.tokens.VocabularyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Texts, or words that are cut already, to token ids.
 *
 * @param closed whether {@link Vocabulary#EOS} follows the last token
 */
record TextSide(Content.Kind kind, TextCodec codec, boolean closed) implements SideCodec {

  @Override
  public EncodedSequence encode(Content content) throws Unencodable {
    if (content instanceof Content.Text text) {
      return EncodedSequence.ofIds(close(codec.encode(text.text())));
    }
    if (content instanceof Content.Words words) {
      return EncodedSequence.ofIds(close(words.words().stream().mapToInt(codec::id).toArray()));
    }
    throw SideCodec.wrongKind(kind, content);
  }

  private int[] close(int[] ids) {
    if (!closed) {
      return ids;
    }
    int[] longer = Arrays.copyOf(ids, ids.length + 1);
    longer[ids.length] = Vocabulary.EOS;
    return longer;
  }

  @Override
  public List<String> names() {
    return codec.vocabulary().tokens();
  }

  @Override
  public List<String> unknown(Content content, EncodedSequence encoded) {
    if (Arrays.stream(encoded.ids()).noneMatch(id -> id == Vocabulary.UNKNOWN)) {
      return List.of();
    }
    return content instanceof Content.Words words
        ? words.words().stream().filter(word -> codec.id(word) == Vocabulary.UNKNOWN).toList()
        : codec.unknown(((Content.Text) content).text());
  }

  @Override
  public String text(EncodedSequence sequence) {
    int[] ids = sequence.ids();
    boolean cut = closed && ids.length > 0;
    return codec.decode(cut ? Arrays.copyOf(ids, ids.length - 1) : ids);
  }

  @Override
  public Manifest.Side summary() {
    return new Manifest.Side(kind.name().toLowerCase(Locale.ROOT), codec.vocabulary().size(), 0);
  }

  @Override
  public SortedMap<String, byte[]> files(String side) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      VocabularyFile.write(out, codec.vocabulary());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TreeMap<>(Map.of(ShardFolder.vocabulary(side), out.toByteArray()));
  }
}
