/**
 * Reads a settings file into checked records; knows HOCON and nothing of corpora, networks or
 * Spark.
 */
@NullMarked
package io.unroll.config;

import org.jspecify.annotations.NullMarked;
