package io.unroll.tokens;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * GPT-2's visible sign for every byte: printable Latin-1 signs are their own, the other bytes take
 * the signs from U+0100 on in order.
 */
final class ByteAlphabet {
  static final int SIZE = 256;

  private static final char FIRST_STAND_IN = 0x100;
  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);
  private static final char[] SIGNS = new char[SIZE];
  private static final short[] BYTES = new short[2 * SIZE];

  static {
    Arrays.fill(BYTES, (short) -1);
    char standIn = FIRST_STAND_IN;
    for (int b = 0; b < SIZE; b++) {
      SIGNS[b] = isVisible(b) ? (char) b : standIn++;
      BYTES[SIGNS[b]] = (short) b;
    }
  }

  private ByteAlphabet() {}

  static char sign(int unsignedByte) {
    return SIGNS[unsignedByte];
  }

  /** Returns a text's UTF-8; an unpaired surrogate, which has none, reads U+FFFD. */
  static byte[] utf8(String text) {
    CharsetEncoder encoder =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith(REPLACEMENT);
    try {
      ByteBuffer bytes = encoder.encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bytes in signs. */
  static String signs(byte[] bytes) {
    StringBuilder signs = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      signs.append(SIGNS[b & 0xFF]);
    }
    return signs.toString();
  }

  /**
   * Returns the bytes a token stands for; one that is not made of signs alone stands for itself.
   */
  static byte[] bytes(String token) {
    byte[] bytes = new byte[token.length()];
    for (int i = 0; i < bytes.length; i++) {
      char sign = token.charAt(i);
      if (sign >= BYTES.length || BYTES[sign] < 0) {
        return utf8(token);
      }
      bytes[i] = (byte) BYTES[sign];
    }
    return bytes;
  }

  private static boolean isVisible(int b) {
    return (b > ' ' && b <= '~') || (b > 0xA0 && b != 0xAD);
  }
}
