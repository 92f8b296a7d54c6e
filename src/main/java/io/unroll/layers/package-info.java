/**
 * The DL4J layers and vertices this project adds, and the native kernels behind them; knows nothing
 * of Spark, corpora or training.
 */
@NullMarked
package io.unroll.layers;

import org.jspecify.annotations.NullMarked;
