package io.unroll.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Summary of the shards of a run.
 *
 * @param splits by name, in the order to show them
 * @param vocabularySizes entries by vocabulary, such as {@code source} and {@code target}
 * @param paddingShare padded steps divided by all steps, 0 to 1
 * @param contentHash the manifest's hash over the batches
 * @param findings what the data report says first; empty where there is none
 */
public record DataSummary(
    Map<String, SplitSummary> splits,
    Map<String, Integer> vocabularySizes,
    double paddingShare,
    Optional<String> contentHash,
    List<DataVerdict> findings) {

  /** Copies, keeping the order. */
  public DataSummary {
    splits = Ordered.copyOf(splits);
    vocabularySizes = Ordered.copyOf(vocabularySizes);
    findings = List.copyOf(findings);
  }
}
