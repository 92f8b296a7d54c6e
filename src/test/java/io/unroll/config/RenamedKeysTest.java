package io.unroll.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenamedKeysTest {
  private static final String HEAD = "name = t, corpus.type = addition\n";

  private static final String OLD =
      HEAD
          + """
          training {
            workers = 3, averageEvery = 5, averageWarmup = 7, averageGrowth = 1.5
            outer = bmuf, outerRate = 0.5, outerMomentum = 0.25, outerLookAhead = true
            updaterState = keep, reduction = executors, master = dl4j
            optimizer = sgd, learningRate = 0.5
            schedule = plateau, learningRateDecay = 0.75, decayEpochs = 2, warmupBatches = 9
            clipNorm = off, labelSmoothing = 0.125, maxSkippedShare = 0.25
            epochs = 4, patience = 6, stopMetric = bleu, keep = average, averageLast = 2
            checkpointMinutes = 0.5
          }
          """;

  private static final String NEW =
      HEAD
          + """
          training {
            workers = 3, epochs = 4, optimizer = sgd, learningRate = 0.5
            learningRateSchedule { type = plateau, decay = 0.75, decayEpochs = 2, warmupBatches = 9 }
            clipNorm = off, labelSmoothing = 0.125
            averaging {
              every = 5, warmup = 7, growth = 1.5
              outer = bmuf, outerRate = 0.5, outerMomentum = 0.25, outerLookAhead = true
              updaterState = keep, reduction = executors, master = dl4j
            }
            stopping {
              patience = 6, metric = bleu, keep = average, averageLast = 2, maxSkippedShare = 0.25
            }
            checkpoints { minutes = 0.5 }
          }
          """;

  private final List<String> warnings = new ArrayList<>();

  private Settings parse(String text, String... overrides) {
    return SettingsLoader.parse(text, "x.conf", List.of(overrides), warnings::add);
  }

  private List<String> problems(String text, String... overrides) {
    return assertThrows(InvalidInput.class, () -> parse(text, overrides)).problems();
  }

  private int every(String text, String... overrides) {
    return parse(HEAD + text, overrides).training().averaging().every();
  }

  @Test
  void settings_inOldKeysAndInNewOnes_areEqual() {
    assertEquals(parse(NEW), parse(OLD));
  }

  @Test
  void oldKeys_inAFile_areEachNamedOnceWithTheirNewName() {
    parse(OLD);

    assertEquals(20, warnings.stream().distinct().count());
    assertEquals(20, warnings.size());
    assertEquals(
        "x.conf:3: training.averageEvery is now training.averaging.every; the old name still works",
        warnings.get(0));
    assertEquals(
        "x.conf:10: training.checkpointMinutes is now training.checkpoints.minutes; the old name"
            + " still works",
        warnings.get(19));
  }

  @Test
  void newKeys_inAFile_warnOfNothing() {
    parse(NEW);

    assertEquals(List.of(), warnings);
  }

  @Test
  void oldKey_asAnOverride_countsAndIsNamed() {
    assertEquals(6, every("training.averaging.every = 5", "training.averageEvery=6"));
    assertEquals(
        List.of(
            "--set training.averageEvery=6: training.averageEvery is now training.averaging.every;"
                + " the old name still works"),
        warnings);
  }

  @Test
  void newKey_asAnOverride_overrulesTheOldOneOfTheFile() {
    assertEquals(6, every("training.averageEvery = 5", "training.averaging.every=6"));
  }

  @Test
  void bothNames_inAFile_areRefusedWithBothPlaces() {
    assertEquals(
        List.of(
            "x.conf:2: training.averageEvery must not be given together with"
                + " training.averaging.every, its new name, at x.conf:3; leave the old one out"),
        problems(HEAD + "training.averageEvery = 5\ntraining.averaging.every = 5"));
  }

  @Test
  void bothNames_asOverrides_areRefusedWithBothPlaces() {
    assertEquals(
        List.of(
            "--set training.keep=last: training.keep must not be given together with"
                + " training.stopping.keep, its new name, at --set training.stopping.keep=best;"
                + " leave the old one out"),
        problems(HEAD, "training.keep=last", "training.stopping.keep=best"));
  }

  @Test
  void wrongValue_underAnOldName_isReportedAtItsPlace() {
    assertEquals(
        List.of(
            "x.conf:3: training.stopping.patience must be at least 1, got 0",
            "x.conf:4: training.stopping.metric must be the name of a metric, got "),
        problems(HEAD + "training {\n  patience = 0\n  stopMetric = \"\"\n}"));
    assertEquals(List.of(), warnings);
  }

  @Test
  void block_thatIsNone_isReportedThoughAnOldKeyIsGiven() {
    assertEquals(
        List.of("x.conf:2: training.averaging must be a block { ... }, got 5"),
        problems(HEAD + "training { averageEvery = 5, averaging = 5 }"));
  }

  @Test
  void oldKeys_thatOthersReferTo_areFound() {
    assertEquals(
        8, every("training { averageWarmup = 8, averageEvery = ${training.averageWarmup} }"));
    assertEquals(
        7, every("training { epochs = 2 } \n training = ${training} { averageEvery = 7 }"));
  }

  /** As the folders of finished runs and models hold them. */
  @Test
  void settings_anEarlierVersionWrote_areRead() {
    Map<String, Object> before = ResolvedSettings.underOldNames(ResolvedSettings.toMap(parse(NEW)));

    String training = String.valueOf(before.get("training"));
    for (String old : List.of("averageEvery=5", "stopMetric=bleu", "checkpointMinutes=0.5")) {
      assertThat(training).contains(old);
    }
    assertEquals(0, training.lastIndexOf('{'), training);
    assertEquals(parse(OLD), SettingsLoader.fromMap(before, "run.json"));
  }

  @Test
  void oldKeyOfAnOption_whereTheFileHasANumberForItsSection_saysThatABlockBelongsThere() {
    assertEquals(
        List.of("x.conf:2: training must be a block { ... }, got 5"),
        problems(HEAD + "training = 5", "training.averageEvery=3"));
  }

  @Test
  void oldKey_misspeltOrInTheNewBlock_isAnsweredWithTheNewName() {
    assertThat(problems(HEAD + "training.patiense = 5").get(0))
        .endsWith("is not a known key; did you mean training.stopping.patience?");
    assertThat(problems(HEAD + "training.averaging.averageEvery = 5").get(0))
        .endsWith("is not a known key; did you mean training.averaging.every?");
  }
}
