/** Turns a trained network into predictions: beam search and sampling; knows nothing of Spark. */
@NullMarked
package io.unroll.decoding;

import org.jspecify.annotations.NullMarked;
