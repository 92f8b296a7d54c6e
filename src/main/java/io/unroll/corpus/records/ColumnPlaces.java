package io.unroll.corpus.records;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.RecordSides;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.lines.UsualColumns;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Places of input and target among a record's fields.
 *
 * @param input index from 0
 * @param target index from 0
 * @param usual fields that every record must have, no fewer and no more
 */
record ColumnPlaces(int input, int target, int usual) implements Serializable {

  /** Returns these places for files whose records have this many fields. */
  ColumnPlaces among(int fields) {
    return new ColumnPlaces(input, target, fields);
  }

  /** The two sides of a record. */
  Readings.Sides sides(List<String> fields, RecordSides sides) throws Unusable {
    int least = Math.max(input, target) + 1;
    if (fields.size() < least) {
      throw new Unusable(
          DropReason.MISSING_COLUMN,
          "must have at least %s columns, got %s: %s"
              .formatted(least, fields.size(), Readings.quote(String.join(" | ", fields))));
    }
    UsualColumns.check(fields.size(), usual, String.join(" | ", fields));
    return sides.of(Optional.of(fields.get(input)), Optional.of(fields.get(target)));
  }
}
