/**
 * Sentences with a tag for each word: CoNLL and CoNLL-U. It names {@code example}, {@code files}
 * and {@code lines}.
 *
 * <p>{@link TaggedCorpus} finds the files, {@link TaggedSentences} puts lines together to
 * sentences, {@link TaggedSentence} reads one, {@link WordLines} tells lines of words from others,
 * {@link IobTags} converts tags.
 */
@NullMarked
package io.unroll.corpus.tagged;

import org.jspecify.annotations.NullMarked;
