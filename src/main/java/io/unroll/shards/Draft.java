package io.unroll.shards;

import io.unroll.corpus.example.Fingerprint;
import io.unroll.corpus.example.Split;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/**
 * A corpus laid out, to be written.
 *
 * @param unit what the counts count: {@code example} or {@code token}
 * @param sides {@code input} and {@code target}
 * @param files files stored with the batches, such as vocabularies: contents by file name
 * @param statistics what the data report needs to know beyond the batches; reads what is cached
 * @param cached collections to be let go once the batches are written
 * @param malformedLines lines that are not UTF-8, by path
 * @param test the test split as the corpus gives it, regardless of its encoding
 */
record Draft(
    String unit,
    Map<String, Manifest.Side> sides,
    SortedMap<String, byte[]> files,
    Map<Split, PlacedBatches> batches,
    Map<Split, SplitCounts> counts,
    Function<SparkSession, DraftStatistics> statistics,
    List<JavaRDD<?>> cached,
    Map<String, Long> malformedLines,
    Fingerprint test) {}
