/**
 * Training by parameter averaging: the local step, rounds over Spark workers, checkpoints, stopping
 * and progress; knows networks only as blueprints.
 */
@NullMarked
package io.unroll.training;

import org.jspecify.annotations.NullMarked;
