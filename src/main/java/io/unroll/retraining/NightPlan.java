package io.unroll.retraining;

import java.util.List;
import java.util.Locale;

/**
 * Plan of one night; written before anything else, so that a killed night resumes with the same.
 *
 * @param date of the night, which is the run's name too
 * @param champion the run to judge against; empty where there is none
 * @param version of the champion; 0 where there is none
 * @param fresh files that no night has judged yet
 * @param rehearsed files of earlier nights that are trained on again
 * @param compared earlier nights whose held-out examples are judged by
 */
public record NightPlan(
    String date,
    String champion,
    int version,
    List<DataFile> fresh,
    List<DataFile> rehearsed,
    List<String> compared) {

  /** Returns whether there is a champion to judge against. */
  public boolean hasChampion() {
    return !champion.isEmpty();
  }

  /** Returns which data a night works on, in words. */
  String found() {
    long bytes = fresh.stream().mapToLong(DataFile::bytes).sum();
    List<String> dates = fresh.stream().map(DataFile::date).distinct().toList();
    List<String> late = dates.stream().filter(day -> !day.equals(date)).toList();
    String lateText = late.isEmpty() ? "" : ", of " + String.join(", ", late) + " among them";
    int again = rehearsed.size();
    String againText =
        again == 0 ? "" : String.format(Locale.ROOT, "; %,d earlier files again", again);
    return String.format(
        Locale.ROOT,
        "new data: %,d files, %,d bytes%s%s",
        fresh.size(),
        bytes,
        lateText,
        againText);
  }
}
