package io.unroll.shards;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Place;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.files.ExampleSplits;
import io.unroll.corpus.files.PlaceText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The first few records that are in no batch, by split and reason; it adds up in any order. */
final class FirstDropped implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 3;

  /**
   * One of them.
   *
   * @param places where it stands in its source, if it is no example; none if {@code key} says so
   */
  private record Entry(long index, String key, List<Place> places, String found)
      implements Serializable {}

  private final EnumMap<Split, EnumMap<DropReason, ArrayList<Entry>>> first =
      new EnumMap<>(Split.class);

  FirstDropped add(ExampleSplits.Sorted record) {
    if (record.reading() instanceof Reading.Bad bad) {
      List<Place> places = new ArrayList<>(List.of(bad.place()));
      add(record.split(), bad.reason(), new Entry(bad.index(), "", places, bad.found()));
    }
    return this;
  }

  FirstDropped add(Outcome outcome) {
    if (outcome instanceof Outcome.Dropped dropped) {
      add(dropped.split(), dropped.reason(), entry(outcome, dropped.key(), dropped.found()));
    }
    if (outcome.duplicates() > 0) {
      String copies =
          outcome.duplicates() == 1
              ? "its one copy further on is dropped"
              : "its " + outcome.duplicates() + " copies further on are dropped";
      Entry entry =
          outcome instanceof Outcome.Kept kept
              ? entry(outcome, kept.example().key(), "this one is kept, " + copies)
              : entry(outcome, ((Outcome.Dropped) outcome).key(), copies + " as well");
      add(outcome.split(), DropReason.DUPLICATE, entry);
    }
    return this;
  }

  FirstDropped plus(FirstDropped other) {
    other.first.forEach(
        (split, reasons) ->
            reasons.forEach(
                (reason, entries) -> entries.forEach(entry -> add(split, reason, entry))));
    return this;
  }

  /** Returns the split by split, reason by reason, in reading order. */
  List<DataReport.DroppedRecord> of(Split split, Configuration hadoop) {
    List<DataReport.DroppedRecord> records = new ArrayList<>();
    for (Map.Entry<DropReason, ArrayList<Entry>> reason :
        first.getOrDefault(split, new EnumMap<>(DropReason.class)).entrySet()) {
      for (Entry entry : reason.getValue()) {
        records.add(
            new DataReport.DroppedRecord(
                reason.getKey().label(), where(entry, hadoop), entry.found));
      }
    }
    return records;
  }

  private void add(Split split, DropReason reason, Entry entry) {
    List<Entry> entries =
        first
            .computeIfAbsent(split, none -> new EnumMap<>(DropReason.class))
            .computeIfAbsent(reason, none -> new ArrayList<>());
    entries.add(entry);
    entries.sort(Comparator.comparingLong(Entry::index));
    if (entries.size() > SHOWN) {
      entries.remove(SHOWN);
    }
  }

  private static Entry entry(Outcome outcome, String key, String found) {
    return new Entry(outcome.index(), key, new ArrayList<>(), found);
  }

  /** Returns the place without its folders, so that a corpus that moves gives the same report. */
  private static String where(Entry entry, Configuration hadoop) {
    if (entry.places.isEmpty()) {
      return entry.key;
    }
    Place place = entry.places.get(0);
    String inSource = PlaceText.of(place, hadoop).substring(place.source().length());
    return place.source().contains("/")
        ? new Path(place.source()).getName() + inSource
        : place.source() + inSource;
  }
}
