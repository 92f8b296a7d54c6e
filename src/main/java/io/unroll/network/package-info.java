/**
 * Model settings turned into DL4J computation graphs, one blueprint per model type, and batches of
 * token ids turned into the arrays those graphs take; knows nothing of Spark or training.
 */
@NullMarked
package io.unroll.network;

import org.jspecify.annotations.NullMarked;
