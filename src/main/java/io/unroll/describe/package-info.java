/**
 * Descriptions of what a path holds: settings, shards, a checkpoint, a model or a run, as fields
 * for programs and as text.
 *
 * <p>Read first {@link io.unroll.describe.DescribedPath}, which finds out what it is.
 */
@NullMarked
package io.unroll.describe;

import org.jspecify.annotations.NullMarked;
