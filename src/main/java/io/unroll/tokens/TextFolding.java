package io.unroll.tokens;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.text.Normalizer2;
import io.unroll.config.TokenSettings.Digits;
import io.unroll.config.TokenSettings.Folding;
import io.unroll.config.TokenSettings.Normalise;
import java.io.Serializable;
import java.util.function.IntPredicate;

/**
 * Folding of texts that should be read alike into one form: composed forms, lower case, digits, in
 * this order.
 *
 * <p>Letters are lowered one by one, as the Hugging Face library does it, so a sigma at the end of
 * a word becomes the one of its middle.
 */
record TextFolding(Folding settings) implements Serializable {
  /** No character below it is changed by composing, regardless of its neighbours. */
  private static final char FIRST_COMBINING = 0x300;

  private static final int CAPITAL_I_WITH_DOT = 0x130;
  private static final String SMALL_I_WITH_DOT = "i\u0307";

  /** Returns the text to cut into tokens. */
  String fold(String text) {
    String folded = text;
    if (settings.normalise() == Normalise.NFC && has(folded, c -> c >= FIRST_COMBINING)) {
      folded = Normalizer2.getNFCInstance().normalize(folded);
    }
    if (settings.lowerCase() && has(folded, c -> c >= 0x80 || (c >= 'A' && c <= 'Z'))) {
      folded = lower(folded);
    }
    if (settings.digits() == Digits.ZERO && has(folded, c -> c >= 0x80 || (c > '0' && c <= '9'))) {
      folded = zero(folded);
    }
    return folded;
  }

  private static boolean has(String text, IntPredicate wanted) {
    for (int i = 0; i < text.length(); i++) {
      if (wanted.test(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == CAPITAL_I_WITH_DOT) {
                lower.append(SMALL_I_WITH_DOT);
              } else {
                lower.appendCodePoint(UCharacter.toLowerCase(c));
              }
            });
    return lower.toString();
  }

  private static String zero(String text) {
    StringBuilder zero = new StringBuilder(text.length());
    text.codePoints().map(c -> isDigit(c) ? '0' : c).forEach(zero::appendCodePoint);
    return zero.toString();
  }

  private static boolean isDigit(int codePoint) {
    return UCharacter.getType(codePoint) == UCharacterCategory.DECIMAL_DIGIT_NUMBER;
  }
}
