package io.unroll.corpus.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Places where files are not UTF-8.
 *
 * @param lines malformed lines by path
 * @param problems one for each of the first such files
 */
record MalformedText(Map<String, Long> lines, List<String> problems) {
  private static final int SHOWN = 10;

  /** Adds up what was found in slices, which stand in reading order. */
  static MalformedText of(List<TextSlice> slices, List<SliceScan> scans) {
    Map<String, Long> lines = new TreeMap<>();
    Map<String, Long> bytes = new TreeMap<>();
    Map<String, String> first = new TreeMap<>();
    for (int i = 0; i < slices.size(); i++) {
      TextSlice slice = slices.get(i);
      SliceScan scan = scans.get(i);
      long before = bytes.getOrDefault(slice.path(), 0L);
      if (scan.malformed() > 0) {
        lines.merge(slice.path(), scan.malformed(), Long::sum);
        scan.firstMalformed()
            .forEach(wrong -> first.putIfAbsent(slice.path(), describe(slice, wrong, before)));
      }
      bytes.put(slice.path(), before + scan.bytes());
    }
    List<String> problems = new ArrayList<>();
    first.forEach(
        (path, where) -> {
          if (problems.size() < SHOWN) {
            problems.add(problem(path, where, lines.getOrDefault(path, 0L)));
          }
        });
    return new MalformedText(lines, problems);
  }

  private static String describe(TextSlice slice, SliceScan.MalformedByte wrong, long before) {
    return "byte 0x%02X at offset %s%s"
        .formatted(
            wrong.value(),
            before + wrong.offset(),
            slice.compressed() ? " of the decompressed text" : "");
  }

  private static String problem(String path, String where, long lines) {
    return "%s: text must be UTF-8, but %s is not (%s lines in all); convert the file first, or set"
            .formatted(path, where, lines)
        + " corpus.onMalformed = replace or drop";
  }
}
