/**
 * Text to token ids and back: tokenizers, vocabularies and their files. Knows no batches.
 *
 * <p>Read first {@link TextCodec}, the interface, and {@link CodecLearner}, which learns one from
 * the training split. Then:
 *
 * <ul>
 *   <li><b>forms</b>: {@link CharacterCodec}, {@link CutCodec} (words, grapheme clusters) with its
 *       {@link Cutter}s, {@link SubwordCodec};
 *   <li><b>vocabularies</b>: {@link TokenCounts}, {@link VocabularyBuilder}, {@link Vocabulary};
 *   <li><b>subwords</b>: {@link PreTokens} cuts, {@link BytePairLearner} learns {@link Merges},
 *       {@link TokenizerJson} reads Hugging Face's files;
 *   <li><b>back to text</b>: {@link IncrementalDecoder}; {@link TextFolding} is what is lost on the
 *       way.
 * </ul>
 */
@NullMarked
package io.unroll.tokens;

import org.jspecify.annotations.NullMarked;
