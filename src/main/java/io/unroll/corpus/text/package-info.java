/**
 * Running text: one stream of pieces in reading order. It names {@code example} and {@code files}.
 *
 * <p>Read {@link TextCorpus} first. It works by characters, not by lines, as a piece may be longer
 * than memory: {@link TextSlices} cuts files, {@link SliceInput} opens a slice as {@link
 * TextBlocks} (and compressed ones through {@link SplitLines}), {@link TextPieces} cuts it into
 * {@link TextPiece}s, {@link SlicesReader} reads slices one after the other.
 *
 * <p>{@link TextSplits} finds the files of each split; {@link TextRange} is a part of the stream;
 * {@link SliceScan} and {@link MalformedText} are what the first pass learns.
 */
@NullMarked
package io.unroll.corpus.text;

import org.jspecify.annotations.NullMarked;
