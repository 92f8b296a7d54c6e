/**
 * Nightly retraining: which data are new, champion against challenger, the gates between them, and
 * which run is the champion.
 *
 * <p>Read first {@link Night}: what one night does, from its plan to its verdict. {@link Nights}
 * keeps the {@link NightPlan}s and {@link Verdict}s, {@link Partitions} finds the files of each
 * day. {@link Judging} compares the night's model with the champion: {@link Arena} measures both, a
 * {@link Contest} holds the figures, {@link Gates} decides. {@link Promotions} writes the decision,
 * {@link Champions} reads it; the order of these writes is decision 0022.
 */
@NullMarked
package io.unroll.retraining;

import org.jspecify.annotations.NullMarked;
