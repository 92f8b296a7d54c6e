package io.unroll.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.GateSettings;
import io.unroll.config.SettingsLoader;
import io.unroll.evaluation.DataProfile;
import io.unroll.evaluation.Drift;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatesTest {
  private static final GateSettings LIMITS =
      SettingsLoader.parse("name = t, corpus { type = addition }", "test", List.of())
          .retraining()
          .gates();

  private static Drift drift(long unknown) {
    DataProfile known = new DataProfile(new long[] {0, 0, 0, 0, 50, 50}, new long[0], Map.of());
    long[] fresh = {0, unknown, 0, 0, 50, 50};
    return new Drift(known, new DataProfile(fresh, new long[0], Map.of()));
  }

  @Test
  void all_passed_useTheData() {
    Gates gates = new Gates(LIMITS, Set.of());
    assertTrue(gates.data(1000, "example"));
    gates.drift(drift(0));
    gates.size(100, 110);
    assertTrue(gates.passed());
    assertEquals(Verdict.Data.USED, gates.data());
  }

  @Test
  void failures_ofTheModelAlone_leaveTheDataToTheNextNight() {
    Gates gates = new Gates(LIMITS, Set.of());
    assertFalse(gates.data(99, "example"));
    gates.size(100, 900);
    gates.speed(new Verdict.Pair(100, 10));
    assertEquals(
        List.of(Gates.DATA, Gates.SIZE, Gates.SPEED),
        gates.all().stream().filter(gate -> !gate.passed()).map(Gate::name).toList());
    assertEquals(Verdict.Data.WAIT, gates.data());
  }

  @Test
  void drift_beyondItsLimit_setsTheDataAside() {
    Gates gates = new Gates(LIMITS, Set.of());
    gates.drift(drift(100));
    assertFalse(gates.passed());
    assertEquals(Verdict.Data.SET_ASIDE, gates.data());
  }

  @Test
  void waived_failures_areTakenForPassedAndSaySo() {
    Gates gates = new Gates(LIMITS, Set.of(Gates.DATA, "unknownTokens", "tokenDrift"));
    assertTrue(gates.data(1, "example"));
    gates.drift(drift(100));
    assertTrue(gates.passed());
    assertThat(gates.all().get(1).text()).as(gates.all()::toString).endsWith("(waived)");
    assertFalse(new Gates(LIMITS, Set.of(Gates.SIZE)).data(1, "example"));
  }
}
