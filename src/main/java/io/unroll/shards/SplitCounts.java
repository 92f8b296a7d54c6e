package io.unroll.shards;

import io.unroll.corpus.example.DropReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts of the kept and dropped examples, or tokens, of one split. */
record SplitCounts(long kept, Map<DropReason, Long> dropped) {

  static SplitCounts none() {
    return new SplitCounts(0, Map.of());
  }

  SplitCounts keep(long more) {
    return new SplitCounts(kept + more, dropped);
  }

  SplitCounts drop(DropReason reason, long more) {
    Map<DropReason, Long> sum = new EnumMap<>(DropReason.class);
    sum.putAll(dropped);
    sum.merge(reason, more, Long::sum);
    return new SplitCounts(kept, sum);
  }

  long read() {
    return kept + dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Counts by the reasons' names. */
  SortedMap<String, Long> droppedByLabel() {
    SortedMap<String, Long> labels = new TreeMap<>();
    dropped.forEach((reason, count) -> labels.put(reason.label(), count));
    return labels;
  }

  /** Returns why each was dropped, in words. */
  String explanation() {
    return dropped.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue() + " " + entry.getKey().explanation())
        .collect(Collectors.joining(", "));
  }
}
