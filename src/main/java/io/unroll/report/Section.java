package io.unroll.report;

import java.util.List;

/**
 * A heading of a page with what stands under it.
 *
 * @param note explains it, or is empty
 */
record Section(String id, String title, String note, List<Chart> charts, List<DataTable> tables) {

  boolean any() {
    return !charts.isEmpty() || tables.stream().anyMatch(DataTable::any);
  }
}
