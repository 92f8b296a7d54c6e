/**
 * Sets of names in JSON: pitches that sound together, attributes that are to be said. It names
 * {@code example} and {@code files}.
 *
 * <p>{@link FramesCorpus} reads music, {@link AttributesCorpus} attributes with their text, {@link
 * DialogueAct} those of RNNLG. {@link JsonItems} reads a file {@link JsonItem} by item; {@link
 * MendingReader} puts U+FFFD in the place of what is not UTF-8.
 */
@NullMarked
package io.unroll.corpus.sets;

import org.jspecify.annotations.NullMarked;
