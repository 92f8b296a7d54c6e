package io.unroll.corpus.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.config.CorpusSettings.Shares;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SplitRuleTest {

  @Test
  void keys_many_fallBySharesIntoSplits() {
    SplitRule rule = new SplitRule(new Shares(0.8, 0.05, 0.15));
    Map<Split, Long> counts =
        IntStream.range(0, 100_000)
            .mapToObj(i -> rule.split("key " + i))
            .collect(Collectors.groupingBy(s -> s, Collectors.counting()));
    assertEquals(80_000, counts.get(Split.TRAIN), 800);
    assertEquals(5_000, counts.get(Split.VALID), 400);
    assertEquals(15_000, counts.get(Split.TEST), 600);
  }

  @Test
  void tokens_tinyShakespeare_testIsTheLastTenth() {
    SplitRule rule = new SplitRule(new Shares(0.85, 0.05, 0.1));
    assertEquals(948_084, rule.end(Split.TRAIN, 1_115_394));
    assertEquals(1_003_854, rule.start(Split.TEST, 1_115_394));
  }

  @Property
  void tokens_anyCount_splitsFollowEachOther(@ForAll @LongRange(max = 1L << 50) long tokens) {
    SplitRule rule = new SplitRule(new Shares(0.7, 0.2, 0.1));
    assertEquals(0, rule.start(Split.TRAIN, tokens));
    assertEquals(rule.end(Split.TRAIN, tokens), rule.start(Split.VALID, tokens));
    assertEquals(rule.end(Split.VALID, tokens), rule.start(Split.TEST, tokens));
    assertEquals(tokens, rule.end(Split.TEST, tokens));
  }
}
