package io.unroll.tokens;

import io.unroll.config.TokenSettings;
import java.io.Serializable;

/** Finder of the tokens of a text, which does not copy them. */
interface Cutter extends Serializable {
  /** Hands on every token of a text in reading order; tokens may leave parts of it out. */
  void cut(String text, Spans spans);

  /** Returns the rules that cut words. */
  static Cutter of(TokenSettings.Words settings) {
    return switch (settings.rules()) {
      case BLANK -> new BlankCutter();
      case ICU -> BoundaryCutter.ofWords();
    };
  }
}
