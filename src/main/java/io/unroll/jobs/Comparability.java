package io.unroll.jobs;

import io.unroll.evaluation.Headline;
import io.unroll.runs.SplitCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Check that the figures of two runs mean the same.
 *
 * @param first folder of the one
 * @param second folder of the other
 */
public record Comparability(String first, SplitCounts ours, String second, SplitCounts theirs) {

  /** Returns the reasons why they do not; none if they do. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!ours.metric().equals(theirs.metric()) || ours.examples() != theirs.examples()) {
      problems.add(
          String.format(
              Locale.ROOT,
              "both runs must be measured on the same split by the same metric, got %,d by %s and"
                  + " %,d by %s",
              ours.examples(),
              ours.metric(),
              theirs.examples(),
              theirs.metric()));
    } else if (isKnown() && !Objects.equals(ours.test(), theirs.test())) {
      problems.add(
          ("both runs must be measured on the same test data, but %s has other data than %s"
                  + " (fingerprints %.12s and %.12s); give both the same test split")
              .formatted(first, second, ours.test(), theirs.test()));
    }
    SplitCounts.Tokens one = ours.tokens();
    SplitCounts.Tokens other = theirs.tokens();
    if (one != null && other != null) {
      tokens(problems, one, other);
    }
    return problems;
  }

  private void tokens(List<String> problems, SplitCounts.Tokens one, SplitCounts.Tokens other) {
    boolean loss = ours.metric().equals(Headline.NATS.metric());
    if (loss && !one.sha256().equals(other.sha256())) {
      problems.add(
          String.format(
              Locale.ROOT,
              "both runs must have the same vocabulary for their losses to be compared: %s has %,d"
                  + " tokens, %s other %,d, and what a vocabulary lacks is <unk>, which is easy to"
                  + " guess; train both with the same tokens settings on the same training text",
              first,
              one.vocabulary(),
              second,
              other.vocabulary()));
    }
    if (!loss && !one.folded().equals(other.folded())) {
      problems.add(
          ("both runs must fold their texts alike, but %s folds %s and %s folds %s; give both the"
                  + " same tokens settings")
              .formatted(first, one.folded(), second, other.folded()));
    }
  }

  /** Returns what cannot be checked for runs of earlier versions. */
  public List<String> doubts() {
    List<String> doubts = new ArrayList<>();
    if (!isKnown()) {
      doubts.add(
          "%s comes from a version that did not note its test data: make sure that both are the same"
              .formatted(ours.test() == null ? first : second));
    }
    boolean loss = ours.metric().equals(Headline.NATS.metric());
    if (loss && (ours.tokens() == null || theirs.tokens() == null)) {
      doubts.add(
          "%s comes from a version that did not note its vocabulary: evaluate it again"
              .formatted(ours.tokens() == null ? first : second));
    }
    return doubts;
  }

  private boolean isKnown() {
    return ours.test() != null && theirs.test() != null;
  }
}
