/**
 * A run: its folder, its stages and what is told about it while they last.
 *
 * <p>Read first {@link io.unroll.runs.Run} (prepare, train, evaluate), then {@link
 * io.unroll.runs.RunFolder} (what is on disk, how far the run got) and {@link
 * io.unroll.runs.FolderClaim} (no second process works in it). {@link
 * io.unroll.runs.ReportAssembly} gathers what a report shows; {@link io.unroll.runs.RunContext} is
 * what the stages share; {@link io.unroll.runs.TerminalProgress}, {@link io.unroll.runs.RoundLog}
 * and {@link io.unroll.runs.TrainingMetrics} follow a training. Commands, Spark ML stages and
 * nightly retraining all train through this package.
 */
@NullMarked
package io.unroll.runs;

import org.jspecify.annotations.NullMarked;
