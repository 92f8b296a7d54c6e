package io.unroll.shards;

import io.unroll.corpus.example.Split;
import java.util.List;
import java.util.Map;

/**
 * Statistics for the data report that are not in the batches.
 *
 * @param splitting {@code given} or {@code shares}
 * @param sides what the numbers of the batches stand for, by the report's names of the sides
 * @param unknown what the training split does not have, by side and split
 * @param firstDropped the first few records that are in no batch
 */
record DraftStatistics(
    String splitting,
    Map<String, SideCodec> sides,
    DataReport.Repeats repeats,
    Map<String, Map<String, UnknownCount.Unknown>> unknown,
    Map<Split, List<DataReport.DroppedRecord>> firstDropped) {
  static final String GIVEN = "given";
  static final String SHARES = "shares";
  static final String INPUT = "input";
  static final String TARGET = "target";
  static final String TOKENS = "tokens";
}
