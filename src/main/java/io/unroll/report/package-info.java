/** Writes what a run came to, for people and for scripts; knows plain records, never Spark. */
@NullMarked
package io.unroll.report;

import org.jspecify.annotations.NullMarked;
