package io.unroll.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Place;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.files.ExampleSplits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class BatchTallyTest {

  @Test
  void batches_inAnyOrder_addUpToTheSame() {
    List<SequenceBatch> batches = IntStream.range(0, 6).mapToObj(BatchTallyTest::batch).toList();
    BatchTally forth = new BatchTally(7);
    batches.forEach(forth::add);
    BatchTally back = new BatchTally(7);
    BatchTally more = new BatchTally(7);
    for (int i = 5; i >= 0; i--) {
      (i % 2 == 0 ? back : more).add(batches.get(i));
    }
    back.plus(more);
    assertEquals(5, forth.picks().size());
    assertEquals(places(forth), places(back));
    assertEquals(forth.lengths(false), back.lengths(false));
    assertEquals(forth.numbers(true).numbers(), back.numbers(true).numbers());
    assertEquals(12, back.ids(false).count(1));
  }

  @Test
  void padding_isNotCounted() {
    BatchTally tally = new BatchTally(7).add(batch(0));
    assertEquals(0, tally.ids(false).count(0));
    assertEquals(3, tally.ids(false).total());
    assertEquals(
        new DataReport.NumberData(0, 0.5, 0.5, 0.5, 0), tally.numbers(true).numbers().get(0));
  }

  @Test
  void dropped_badRecords_areNamedByTheirPlaceWithoutFolders() {
    FirstDropped first = new FirstDropped();
    for (long index = 9; index >= 0; index--) {
      Place place = new Place("file:/nowhere/a.tsv", Place.Unit.RECORD, index);
      first.add(
          new ExampleSplits.Sorted(
              Split.TEST, new Reading.Bad(index, DropReason.MISSING_COLUMN, place, "1 column")));
    }
    assertEquals(
        List.of("a.tsv, record 0", "a.tsv, record 1", "a.tsv, record 2"),
        first.of(Split.TEST, new Configuration()).stream()
            .map(DataReport.DroppedRecord::where)
            .toList());
    assertTrue(first.of(Split.TRAIN, new Configuration()).isEmpty());
  }

  private static List<String> places(BatchTally tally) {
    List<String> places = new ArrayList<>();
    tally
        .picks()
        .forEach(pick -> places.add(pick.position() + "/" + pick.row() + " " + pick.key()));
    return places;
  }

  /** Two rows: ids 1 and 1 1, padded to two steps; each with a target of one number. */
  private static SequenceBatch batch(int position) {
    return new SequenceBatch(
        0,
        position,
        Sequences.ofIds(List.of(new int[] {1}, new int[] {1, position == 0 ? 2 : 3})),
        Sequences.of(
            List.of(EncodedSequence.ofVectors(1, 0.5f), EncodedSequence.ofVectors(1, 0.5f))),
        List.of("a" + position, "b" + position));
  }
}
