/**
 * Sequence models as stages of Spark ML pipelines: a DataFrame in, a DataFrame with answers out.
 */
@NullMarked
package io.unroll.ml;

import org.jspecify.annotations.NullMarked;
