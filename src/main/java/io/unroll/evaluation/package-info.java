/** Measures a trained network on a held-out split, on the workers; every metric has a signature. */
@NullMarked
package io.unroll.evaluation;

import org.jspecify.annotations.NullMarked;
