package io.unroll.tokens;

import java.io.Serializable;

/**
 * A byte-pair encoding.
 *
 * @param vocabulary the specials, then tokens in {@link ByteAlphabet} signs
 * @param wholeWords whether a piece that is a token is not put together by merges
 */
record SubwordModel(TextFolding folding, Vocabulary vocabulary, Merges merges, boolean wholeWords)
    implements Serializable {}
