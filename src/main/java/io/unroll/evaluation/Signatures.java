package io.unroll.evaluation;

import io.unroll.config.TokenSettings.Folding;
import io.unroll.evaluation.measure.Exact;
import io.unroll.evaluation.measure.Measurement;
import io.unroll.network.Scores;

/**
 * The parts of signatures that all metrics of a split share.
 *
 * @param folding what is folded of texts on both sides
 * @param version of this program
 */
record Signatures(Folding folding, String split, String version) {

  String tokens(Scores scores) {
    return "split:%s|tokens:%s".formatted(split, scores.tokens());
  }

  String examples(Exact exact) {
    return "split:%s|examples:%s".formatted(split, exact.examples());
  }

  String folded() {
    return folding.equals(Folding.NONE) ? "" : "|folded:" + folding.label();
  }

  Measurement higher(String name, double value, String signature) {
    return new Measurement(name, value, signature + "|version:" + version, true);
  }

  Measurement lower(String name, double value, String signature) {
    return new Measurement(name, value, signature + "|version:" + version, false);
  }
}
