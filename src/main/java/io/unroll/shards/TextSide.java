package io.unroll.shards;

import io.unroll.config.TokenSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.TextCodecFile;
import io.unroll.tokens.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts, or words that are cut already, to token ids.
 *
 * @param settings those the codec was learned with
 * @param closed whether {@link Vocabulary#EOS} follows the last token
 */
record TextSide(Content.Kind kind, TokenSettings settings, TextCodec codec, boolean closed)
    implements SideCodec {
  private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\\x{85}\\x1C-\\x1F]");

  @Override
  public EncodedSequence encode(Content content) throws Unencodable {
    if (content instanceof Content.Text text) {
      return EncodedSequence.ofIds(close(codec.encode(text.text())));
    }
    if (content instanceof Content.Words words) {
      int[] ids = codec.encode(text(words));
      if (ids.length != words.words().size()) {
        throw new Unencodable(
            DropReason.UNREADABLE,
            "%s words must be as many tokens, got %s".formatted(words.words().size(), ids.length));
      }
      return EncodedSequence.ofIds(close(ids));
    }
    throw SideCodec.wrongKind(kind, content);
  }

  /**
   * Returns a text that is cut at blanks into just these words; a blank within a word becomes a _.
   */
  static String text(Content.Words words) {
    return words.words().stream()
        .map(word -> word.isEmpty() ? "_" : BLANK.matcher(word).replaceAll("_"))
        .collect(Collectors.joining(" "));
  }

  @Override
  public SideCodec grown(Supplier<SideCodec> learned) {
    TextCodec grown = TextCodec.grown(settings, codec, () -> learned.get().texts().orElseThrow());
    return new TextSide(kind, settings, grown, closed);
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
  public Optional<TextCodec> texts() {
    return Optional.of(codec);
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
    return codec.unknown(written(content));
  }

  @Override
  public String written(Content content) {
    return content instanceof Content.Words words ? text(words) : ((Content.Text) content).text();
  }

  @Override
  public String text(EncodedSequence sequence) {
    int[] ids = sequence.ids();
    boolean cut = closed && ids.length > 0 && ids[ids.length - 1] == Vocabulary.EOS;
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
      TextCodecFile.write(out, codec);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TreeMap<>(Map.of(TextCodecFile.name(settings, side), out.toByteArray()));
  }
}
