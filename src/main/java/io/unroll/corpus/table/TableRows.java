package io.unroll.corpus.table;

import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Example;
import io.unroll.corpus.example.Fingerprint;
import io.unroll.corpus.example.Place;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.RecordSides;
import io.unroll.corpus.example.StableHash;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.RowValues;
import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Maker of readings from rows that have no order: the index of a row is a hash of its content and
 * of how many equal rows there are before it.
 *
 * @param table for people
 * @param splits whether the third column names a split
 * @param groups whether the last column names a group
 */
record TableRows(String table, RecordSides sides, Readings readings, boolean splits, boolean groups)
    implements Serializable {
  private static final int SPLIT_COLUMN = 2;

  /** A reading and the name of its split; none where shares decide. */
  record Placed(String split, Reading reading) implements Serializable {}

  /** Equal rows. */
  private record Counted(Placed first, long rows) implements Serializable {
    Counted plus(Counted other) {
      return new Counted(first, rows + other.rows);
    }
  }

  /** The rows, in no particular order; indices do not depend on it. */
  JavaRDD<Placed> read(JavaRDD<Row> rows) {
    return rows.mapToPair(this::counted)
        .reduceByKey(Counted::plus)
        .flatMap(
            equal ->
                LongStream.range(0, equal._2().rows)
                    .mapToObj(copy -> numbered(equal._1(), equal._2().first, copy))
                    .iterator());
  }

  private Tuple2<Fingerprint, Counted> counted(Row row) {
    String split = splits ? RowValues.text(row, SPLIT_COLUMN) : "";
    String group = groups ? RowValues.text(row, row.size() - 1) : "";
    try {
      checkSplit(split);
      Readings.Sides both = sides.of(RowValues.of(row, 0), RowValues.of(row, 1));
      Fingerprint content =
          Fingerprint.of(
              new Content.Text(split), new Content.Text(group), both.input(), both.target());
      String together =
          groups && !group.isEmpty() ? group : readings.group(both.input(), both.target());
      Example example = new Example("", together, both.input(), both.target());
      return counted(content, split, new Reading.Good(0, example));
    } catch (Unusable e) {
      Fingerprint content =
          Fingerprint.of(new Content.Text(split), new Content.Text(row.toString()));
      Place place = new Place(table, Place.Unit.TABLE, 0);
      String found = "%s, in the row %s".formatted(e.getMessage(), Readings.quote(row.toString()));
      return counted(
          content, isSplit(split) ? split : "", new Reading.Bad(0, e.reason(), place, found));
    }
  }

  private void checkSplit(String split) throws Unusable {
    if (splits && !isSplit(split)) {
      throw new Unusable(
          DropReason.UNREADABLE,
          "corpus.splitColumn must hold train, valid or test, got " + Readings.quote(split));
    }
  }

  private static boolean isSplit(String split) {
    return List.of("train", "valid", "test").contains(split);
  }

  private static Tuple2<Fingerprint, Counted> counted(
      Fingerprint content, String split, Reading reading) {
    return new Tuple2<>(content, new Counted(new Placed(split, reading), 1));
  }

  private static Placed numbered(Fingerprint content, Placed row, long copy) {
    long index = StableHash.mix(content.high() ^ Long.rotateLeft(content.low(), 1), copy);
    Reading reading = row.reading;
    if (reading instanceof Reading.Good good) {
      Example one = good.example();
      String key = "row-%016x".formatted(index);
      Example named = new Example(key, one.group(), one.input(), one.target());
      return new Placed(row.split, new Reading.Good(index, named));
    }
    Reading.Bad bad = (Reading.Bad) reading;
    return new Placed(row.split, new Reading.Bad(index, bad.reason(), bad.place(), bad.found()));
  }
}
