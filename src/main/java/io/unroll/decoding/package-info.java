/** Turns a trained network into predictions: greedy search and sampling; knows nothing of Spark. */
@NullMarked
package io.unroll.decoding;

import org.jspecify.annotations.NullMarked;
