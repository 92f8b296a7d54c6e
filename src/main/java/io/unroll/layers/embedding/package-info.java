/**
 * Embeddings of token ids, as one row of a table a token.
 *
 * <p>Read first {@link io.unroll.layers.embedding.TokenEmbedding}.
 */
@NullMarked
package io.unroll.layers.embedding;

import org.jspecify.annotations.NullMarked;
