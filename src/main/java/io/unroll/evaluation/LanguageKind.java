package io.unroll.evaluation;

import io.unroll.config.TokenSettings;
import io.unroll.evaluation.measure.Measurement;
import io.unroll.network.Scores;
import java.util.List;

/**
 * The next tokens of a running text: only their loss is measured.
 *
 * @param lanes that carry their state from window to window
 */
record LanguageKind(TokenSettings tokens, int lanes) implements LossKind {
  private static final int CHARACTER_ORDER = 5;
  private static final int WORD_ORDER = 3;
  private static final String CLUSTER = "cluster";

  @Override
  public Headline headline() {
    return Headline.NATS;
  }

  @Override
  public List<Measurement> measurements(
      SplitScoring.Partial<AnswerScores.Nothing> total, Signatures in) {
    Scores scores = total.scores();
    String signature =
        "%s|unit:%s|carriedState:yes|lanes:%s".formatted(in.tokens(scores), unit(), lanes);
    return List.of(
        in.lower("nats", scores.natsPerToken(), signature),
        perUnit(scores, in, signature),
        in.higher("tokenAccuracy", scores.accuracy(), signature));
  }

  private Measurement perUnit(Scores scores, Signatures in, String signature) {
    if (!(tokens instanceof TokenSettings.Characters)) {
      return in.lower("perplexity", Math.exp(scores.natsPerToken()), signature);
    }
    // A cluster may be several characters: its bits are not theirs.
    String bits = unit().equals(CLUSTER) ? "bitsPerCluster" : "bitsPerCharacter";
    return in.lower(bits, scores.natsPerToken() / Math.log(2), signature);
  }

  private String unit() {
    if (tokens instanceof TokenSettings.Characters characters) {
      return characters.clusters() ? CLUSTER : "character";
    }
    return tokens instanceof TokenSettings.Words ? "word" : "subword";
  }

  @Override
  public void plan(BaselinePlan baselines) {
    int vocabulary = baselines.target().summary().size();
    baselines.add(
        "unigram", () -> Baselines.unigramNats(baselines.train(), baselines.test(), vocabulary));
    LanguageBaselines ngrams = new LanguageBaselines(order(), vocabulary);
    baselines.addScored(ngrams.name(), () -> ngrams.score(baselines.train(), baselines.test()));
  }

  private int order() {
    return tokens instanceof TokenSettings.Characters ? CHARACTER_ORDER : WORD_ORDER;
  }
}
