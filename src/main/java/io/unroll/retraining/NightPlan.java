package io.unroll.retraining;

import java.util.List;

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
}
