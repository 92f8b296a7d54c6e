/**
 * Raw text and generated tasks, cut into training, validation and test; knows files, Spark and
 * nothing of tokens.
 */
@NullMarked
package io.unroll.corpus;

import org.jspecify.annotations.NullMarked;
