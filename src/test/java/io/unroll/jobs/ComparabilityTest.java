package io.unroll.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.runs.SplitCounts;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparabilityTest {
  private static final SplitCounts.Tokens WORDS = new SplitCounts.Tokens(500, "ab", "none");

  @Test
  void runs_ofTheSameTestAndVocabulary_areComparable() {
    Comparability both = of(counts("nats", "t1", WORDS), counts("nats", "t1", WORDS));
    assertEquals(List.of(), both.problems());
    assertEquals(List.of(), both.doubts());
  }

  @Test
  void losses_ofOtherVocabularies_areRefused() {
    SplitCounts.Tokens few = new SplitCounts.Tokens(30, "cd", "none");
    assertOne(
        of(counts("nats", "t1", WORDS), counts("nats", "t1", few)).problems(),
        "same vocabulary",
        "one has 500 tokens",
        "other 30",
        "<unk>");
    assertEquals(List.of(), of(counts("bleu", "t1", WORDS), counts("bleu", "t1", few)).problems());
  }

  @Test
  void texts_foldedOtherwise_areRefused() {
    SplitCounts.Tokens lower = new SplitCounts.Tokens(500, "ab", "lowerCase");
    assertOne(
        of(counts("bleu", "t1", WORDS), counts("bleu", "t1", lower)).problems(),
        "one folds none and other folds lowerCase");
  }

  @Test
  void runs_ofOtherTestData_areRefused() {
    assertOne(
        of(counts("rmse", "t1", null), counts("rmse", "t2", null)).problems(),
        "same test data",
        "t1",
        "t2");
  }

  @Test
  void runs_ofAnEarlierVersion_areDoubted() {
    Comparability both = of(counts("nats", null, null), counts("nats", "t1", WORDS));
    assertEquals(List.of(), both.problems());
    assertEquals(2, both.doubts().size());
    assertTrue(both.doubts().stream().allMatch(doubt -> doubt.startsWith("one comes from")));
  }

  private static void assertOne(List<String> problems, String... parts) {
    assertEquals(1, problems.size(), problems::toString);
    for (String part : parts) {
      assertThat(problems.get(0)).as(problems::toString).contains(part);
    }
  }

  private static Comparability of(SplitCounts one, SplitCounts other) {
    return new Comparability("one", one, "other", other);
  }

  private static SplitCounts counts(
      String metric, @Nullable String test, SplitCounts.@Nullable Tokens tokens) {
    return new SplitCounts(metric, 20, test, tokens, new TreeMap<>());
  }
}
