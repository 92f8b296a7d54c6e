/**
 * Sequence models as stages of Spark ML pipelines: a DataFrame in, a DataFrame with answers out.
 *
 * <p>Read first {@link SequenceEstimator}, the base of {@link SequenceClassifier}, {@link
 * SequenceTagger} and {@link SequenceTranslator}: their Params, which become settings. {@link
 * Fitting} prepares and trains ({@link FittingRows}, {@link LabelOrder}), {@link SequenceModel}
 * answers. The writers and readers save stages with their pipeline.
 */
@NullMarked
package io.unroll.ml;

import org.jspecify.annotations.NullMarked;
