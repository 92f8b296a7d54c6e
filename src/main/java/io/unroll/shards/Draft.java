package io.unroll.shards;

import io.unroll.corpus.Split;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/**
 * A corpus laid out, to be written.
 *
 * @param unit what the counts count: {@code example} or {@code token}
 * @param cached collections to be let go once the batches are written
 */
record Draft(
    String unit,
    Vocabularies vocabularies,
    Map<Split, PlacedBatches> batches,
    Map<Split, SplitCounts> counts,
    List<JavaRDD<?>> cached) {}
