package io.unroll.decoding;

import io.unroll.config.SearchSettings;
import io.unroll.tokens.Vocabulary;
import java.util.Arrays;

/** Which token may follow what has been written. */
record TokenRules(SearchSettings search) {

  /** Padding and begin-of-sequence are never written. */
  boolean allows(Written written, int token) {
    if (token == Vocabulary.PAD || token == Vocabulary.BOS) {
      return false;
    }
    if (token == Vocabulary.EOS) {
      return written.length() >= search.minOutputLength();
    }
    return search.blockNgrams() == 0 || !repeats(written, token);
  }

  /** Returns whether the n-gram that the token would end stands in the text already. */
  private boolean repeats(Written written, int token) {
    int n = search.blockNgrams();
    int[] text = Arrays.copyOf(written.tokens(), written.length() + 1);
    text[written.length()] = token;
    for (int from = 0; from + n < text.length; from++) {
      if (Arrays.equals(text, from, from + n, text, text.length - n, text.length)) {
        return true;
      }
    }
    return false;
  }
}
