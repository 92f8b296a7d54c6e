/**
 * One thin entry point per command: load the settings, open Spark, call the other packages, write
 * what they return.
 */
@NullMarked
package io.unroll.jobs;

import org.jspecify.annotations.NullMarked;
