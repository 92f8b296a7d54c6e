package io.unroll.evaluation;

import io.unroll.config.SearchSettings;
import io.unroll.config.TokenSettings;
import io.unroll.evaluation.measure.Exact;
import io.unroll.evaluation.measure.Measurement;
import io.unroll.network.Scores;
import java.io.Serializable;
import java.util.List;

/** The metrics that all answers have which are written token by token. */
record WrittenAnswers(SearchSettings search, TokenSettings tokens) implements Serializable {

  Measurement exactMatch(Exact exact, Signatures in) {
    String found = in.examples(exact) + "|" + mode() + compared() + in.folded();
    return in.higher("exactMatch", exact.share(), found);
  }

  /** Returns what is measured with the targets given. */
  List<Measurement> forced(Scores scores, Signatures in) {
    String signature = in.tokens(scores) + "|mode:teacherForced";
    return List.of(
        in.higher("tokenAccuracy", scores.accuracy(), signature),
        in.lower("nats", scores.natsPerToken(), signature));
  }

  /** Of words that are not cut at blanks alone, answers cannot be the text letter by letter. */
  private String compared() {
    boolean cut =
        tokens instanceof TokenSettings.Words words && words.rules() == TokenSettings.Rules.ICU;
    return cut ? "|compared:words" : "";
  }

  private String mode() {
    StringBuilder mode = new StringBuilder(search.beams() == 1 ? "mode:greedy" : "mode:beam");
    if (search.beams() > 1) {
      mode.append("|beams:").append(search.beams());
      mode.append("|lengthPenalty:").append(search.lengthPenalty());
      mode.append("|coveragePenalty:").append(search.coveragePenalty());
    }
    if (search.minOutputLength() > 0) {
      mode.append("|minLength:").append(search.minOutputLength());
    }
    if (search.blockNgrams() > 0) {
      mode.append("|blockNgrams:").append(search.blockNgrams());
    }
    return mode.append("|maxLength:").append(search.maxOutputLength()).toString();
  }
}
