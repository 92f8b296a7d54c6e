/**
 * What an example is, before it is numbers. It names no other room; every room that reads names it.
 *
 * <p>Read {@link Content}, {@link Example} and {@link Reading} first.
 *
 * <ul>
 *   <li>{@link Content}: one side of an example. {@link Example}: both, with a key and a group.
 *   <li>{@link Reading}: what became of a record: an example, or a {@link DropReason} with its
 *       {@link Place}. {@link Unusable} carries the reason up to it.
 *   <li>{@link Readings}: makes examples; {@link RecordSides}: makes their sides of two values.
 *   <li>{@link Split}, {@link SplitRule}: the part of the corpus that a group falls into, by {@link
 *       StableHash}. {@link Fingerprint}: equal contents are equal examples.
 *   <li>{@link FiniteNumber}, {@link FrameValues}: numbers, and vectors of them. {@link Blanks}:
 *       what separates words.
 * </ul>
 */
@NullMarked
package io.unroll.corpus.example;

import org.jspecify.annotations.NullMarked;
