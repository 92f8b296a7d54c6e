/**
 * One thin entry point per command: it reads its options, opens Spark, calls the packages above and
 * prints what they return. {@code ...Options} are options that several commands share; {@link
 * io.unroll.jobs.Failure} says in one line what a machine or a cluster did wrong.
 */
@NullMarked
package io.unroll.jobs;

import org.jspecify.annotations.NullMarked;
