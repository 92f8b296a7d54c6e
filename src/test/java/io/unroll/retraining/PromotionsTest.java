package io.unroll.retraining;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotionsTest {
  @TempDir Path folder;

  private org.apache.hadoop.fs.Path home() {
    return new org.apache.hadoop.fs.Path(folder.toUri());
  }

  private static Verdict promoted(String date, int version) {
    return new Verdict(
        Verdict.SCHEMA_VERSION,
        date,
        Verdict.Decision.PROMOTED,
        Verdict.Data.USED,
        "",
        version,
        List.of(new Gate("data", true, "enough")),
        Map.of(),
        "2026-11-02T00:00:00Z");
  }

  @Test
  void settle_afterACrash_promotesOnce() throws IOException {
    Champions champions = new Champions(home(), new Configuration());
    Nights nights = new Nights(home(), new Configuration());
    nights.end(promoted("2026-11-01", 0));
    Promotions.settle(champions, nights);
    Promotions.settle(champions, nights);
    assertEquals(List.of("2026-11-01"), champions.history().stream().map(c -> c.run()).toList());
  }

  @Test
  void settle_overtakenByARival_keepsTheRivalAndLeavesTheDataToTheNextNight() throws IOException {
    Champions champions = new Champions(home(), new Configuration());
    Nights nights = new Nights(home(), new Configuration());
    champions.promote(0, "rival", "promoted");
    nights.end(promoted("2026-11-01", 0));
    nights.end(promoted("2026-11-02", 1));
    Promotions.settle(champions, nights);
    Verdict overtaken = nights.verdict("2026-11-01").orElseThrow();
    assertEquals(Verdict.Decision.KEPT_CHAMPION, overtaken.decision());
    assertEquals(Verdict.Data.WAIT, overtaken.data());
    assertEquals(List.of("champion"), overtaken.failed());
    assertEquals("2026-11-02", champions.current().orElseThrow().run());
    assertEquals(2, champions.history().size());
  }
}
