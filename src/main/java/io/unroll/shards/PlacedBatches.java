package io.unroll.shards;

import org.apache.spark.api.java.JavaPairRDD;

/**
 * The batches of one split with their ranks in canonical order.
 *
 * @param batches by rank, 0 to count - 1, in no particular order
 */
record PlacedBatches(JavaPairRDD<Long, SequenceBatch> batches, long count) {}
