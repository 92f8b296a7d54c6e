/** Text to token ids and back: tokenizers, vocabularies and their files; knows no batches. */
@NullMarked
package io.unroll.tokens;

import org.jspecify.annotations.NullMarked;
