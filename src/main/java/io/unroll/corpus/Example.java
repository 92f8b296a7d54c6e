package io.unroll.corpus;

import java.io.Serializable;

/**
 * A source text and the target text to be produced from it.
 *
 * @param key identity for splitting and duplicates: equal keys always fall into the same split
 */
public record Example(String key, String source, String target) implements Serializable {}
