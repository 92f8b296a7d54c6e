package io.unroll.retraining;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Promotions that bring the champions in line with the nights' verdicts. */
public final class Promotions {
  private Promotions() {}

  /**
   * Promotes what a verdict has promoted. The verdict comes first: what a crash leaves out in
   * between is done by the next command.
   *
   * <p>A run that was judged against a champion who has been followed meanwhile, by a rollback or
   * by a rival on a store where locks do not hold, is not promoted: its verdict says so from then
   * on, and its data wait for the next night.
   */
  public static void settle(Champions champions, Nights nights) throws IOException {
    Set<String> known = new HashSet<>();
    champions.history().forEach(champion -> known.add(champion.run()));
    // Not only the last: an earlier night may have been waived after a later one had ended.
    for (Verdict verdict : nights.ended()) {
      boolean open = verdict.decision() == Verdict.Decision.PROMOTED && known.add(verdict.date());
      if (open && champions.promote(verdict.version(), verdict.date(), "promoted").isEmpty()) {
        nights.end(verdict.overtaken());
      }
    }
  }
}
