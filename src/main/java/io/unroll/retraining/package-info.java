/**
 * Nightly retraining: which data are new, champion and challenger side by side, the gates between
 * them, and which run is the champion.
 */
@NullMarked
package io.unroll.retraining;

import org.jspecify.annotations.NullMarked;
