package io.unroll.tokens;

import io.unroll.config.TokenSettings.Folding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Byte-pair encoding over the bytes of UTF-8, within the pieces that {@link PreTokens} cuts.
 *
 * <p>Every text can be encoded and comes back as it was (folded), unless the vocabulary was read
 * from a file that lacks bytes; those are {@link Vocabulary#UNKNOWN}. A decoded token that is only
 * part of a character reads U+FFFD.
 */
final class SubwordCodec implements TextCodec {
  private static final long serialVersionUID = 1L;

  /** Pieces remembered with their ids; when full, the memory is cleared. */
  private static final int REMEMBERED = 1 << 16;

  /** Chars of the longest piece remembered. */
  private static final int SHORT = 32;

  private static final PreTokens PIECES = new PreTokens();

  /** Content of a {@code tokenizer.json}: all that encoding depends on. */
  private final SubwordModel model;

  private transient Optional<Tables> tables = Optional.empty();

  /** Tables derived from the model, made where they are used. */
  private static final class Tables {
    final HashMap<String, int[]> known = new HashMap<>();
    final int[] idOfByte = new int[ByteAlphabet.SIZE];
    final byte[][] bytesOfId;

    Tables(Vocabulary vocabulary) {
      for (int b = 0; b < idOfByte.length; b++) {
        idOfByte[b] = vocabulary.id(String.valueOf(ByteAlphabet.sign(b)));
      }
      bytesOfId = vocabulary.tokens().stream().map(ByteAlphabet::bytes).toArray(byte[][]::new);
      for (int special : new int[] {Vocabulary.PAD, Vocabulary.BOS}) {
        bytesOfId[special] = new byte[0];
      }
      bytesOfId[Vocabulary.EOS] = new byte[] {'\n'};
    }
  }

  SubwordCodec(SubwordModel model) {
    this.model = model;
  }

  SubwordModel model() {
    return model;
  }

  @Override
  public Vocabulary vocabulary() {
    return model.vocabulary();
  }

  @Override
  public Folding folding() {
    return model.folding().settings();
  }

  @Override
  public String folded(String text) {
    return model.folding().fold(text);
  }

  @Override
  public int lineEnd() {
    return Vocabulary.EOS;
  }

  @Override
  public int[] encode(String text) {
    String folded = model.folding().fold(text);
    IdBuffer ids = new IdBuffer(folded.length() / 3);
    PIECES.cut(folded, (start, end) -> ids.addAll(piece(folded.substring(start, end))));
    return ids.toArray();
  }

  /** Returns the pieces that hold a byte which a foreign file has no token for. */
  @Override
  public List<String> unknown(String text) {
    String folded = model.folding().fold(text);
    List<String> unknown = new ArrayList<>();
    PIECES.cut(
        folded,
        (start, end) -> {
          String piece = folded.substring(start, end);
          if (Arrays.stream(piece(piece)).anyMatch(id -> id == Vocabulary.UNKNOWN)) {
            unknown.add(piece);
          }
        });
    return unknown;
  }

  @Override
  public String decode(int... ids) {
    byte[][] bytesOfId = tables().bytesOfId;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * ids.length);
    for (int id : ids) {
      bytes.writeBytes(bytesOfId[id]);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private int[] piece(String piece) {
    if (piece.length() > SHORT) {
      return encodePiece(piece);
    }
    HashMap<String, int[]> known = tables().known;
    int[] ids = known.get(piece);
    if (ids == null) {
      ids = encodePiece(piece);
      if (known.size() == REMEMBERED) {
        known.clear();
      }
      known.put(piece, ids);
    }
    return ids;
  }

  private int[] encodePiece(String piece) {
    byte[] bytes = ByteAlphabet.utf8(piece);
    if (model.wholeWords()) {
      int id = vocabulary().id(ByteAlphabet.signs(bytes));
      if (id >= Vocabulary.SPECIALS.size()) {
        return new int[] {id};
      }
    }
    int[] word = new int[bytes.length];
    Arrays.setAll(word, i -> tables().idOfByte[bytes[i] & 0xFF]);
    return model.merges().apply(word);
  }

  private Tables tables() {
    if (tables.isEmpty()) {
      tables = Optional.of(new Tables(vocabulary()));
    }
    return tables.get();
  }

  private Object readResolve() {
    return new SubwordCodec(model);
  }
}
