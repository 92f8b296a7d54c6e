package io.unroll.corpus.records;

import io.unroll.config.LabelledSettings;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Unusable;
import java.io.Serializable;
import java.util.List;

/**
 * The columns that hold input and target.
 *
 * @param header whether the first record of every file names its columns
 * @param input name, or number from 1
 * @param target name, or number from 1
 */
record ColumnNames(boolean header, String input, String target) implements Serializable {

  /** Returns their places if the columns have these names. */
  ColumnPlaces find(List<String> names) throws Unusable {
    return new ColumnPlaces(find(input, names), find(target, names), names.size());
  }

  /** Returns their places if they are given by number. */
  ColumnPlaces numbered() throws Unusable {
    return find(List.of());
  }

  private static int find(String column, List<String> names) throws Unusable {
    List<String> stripped = names.stream().map(String::strip).toList();
    int place = stripped.indexOf(column);
    if (place != stripped.lastIndexOf(column)) {
      throw new Unusable(
          DropReason.UNREADABLE_FILE,
          "the header must name the column \"%s\" once, its columns are %s"
              .formatted(column, String.join(", ", names)));
    }
    if (place >= 0) {
      return place;
    }
    if (!LabelledSettings.isNumber(column)) {
      throw new Unusable(
          DropReason.UNREADABLE_FILE,
          names.isEmpty()
              ? "columns must be given by number, from 1, where corpus.header is false, got \"%s\""
                  .formatted(column)
              : "the header must name the column \"%s\", its columns are %s"
                  .formatted(column, String.join(", ", names)));
    }
    return Integer.parseInt(column) - 1;
  }
}
