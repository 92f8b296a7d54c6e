package io.unroll.tokens;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;

/** Tokens and their ids; the specials come first, then tokens by falling count. */
public final class Vocabulary implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Padding. */
  public static final int PAD = 0;

  /** A token that training never saw. */
  public static final int UNKNOWN = 1;

  /** Begin of sequence: the decoder's first input. */
  public static final int BOS = 2;

  /** End of sequence. */
  public static final int EOS = 3;

  /** The specials in id order. */
  public static final List<String> SPECIALS = List.of("<pad>", "<unk>", "<bos>", "<eos>");

  private final List<String> tokens;
  private final HashMap<String, Integer> ids;

  /**
   * @param tokens all tokens in id order, specials included
   * @throws IllegalArgumentException if the specials do not come first or a token occurs twice
   */
  public Vocabulary(List<String> tokens) {
    if (tokens.size() < SPECIALS.size() || !tokens.subList(0, SPECIALS.size()).equals(SPECIALS)) {
      throw new IllegalArgumentException("a vocabulary starts with " + SPECIALS);
    }
    this.tokens = List.copyOf(tokens);
    this.ids = new HashMap<>();
    for (int id = 0; id < tokens.size(); id++) {
      if (ids.put(tokens.get(id), id) != null) {
        throw new IllegalArgumentException("token occurs twice: " + tokens.get(id));
      }
    }
  }

  /** Returns the number of tokens, specials included. */
  public int size() {
    return tokens.size();
  }

  /** Returns the id of a token, {@link #UNKNOWN} if it is not known. */
  public int id(String token) {
    return ids.getOrDefault(token, UNKNOWN);
  }

  /** Returns the id of a token that stands in a text, where a special's name is no special. */
  int textId(String token) {
    int id = id(token);
    return id < SPECIALS.size() ? UNKNOWN : id;
  }

  /** Returns the token of an id. */
  public String token(int id) {
    return tokens.get(id);
  }

  /** Returns all tokens in id order. */
  public List<String> tokens() {
    return tokens;
  }
}
