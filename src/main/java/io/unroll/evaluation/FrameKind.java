package io.unroll.evaluation;

import io.unroll.evaluation.measure.Measurement;
import io.unroll.network.Scores;
import io.unroll.shards.EncodedSequence;
import java.util.List;

/**
 * Frames, each the pitches that sound after those before: only their loss is measured.
 *
 * @param pitches numbers of a frame
 */
record FrameKind(int pitches) implements LossKind {
  private static final double HALF = 0.5;

  @Override
  public Headline headline() {
    return Headline.FRAMES_NLL;
  }

  @Override
  public List<Measurement> measurements(
      SplitScoring.Partial<AnswerScores.Nothing> total, Signatures in) {
    Scores scores = total.scores();
    String signature =
        "split:%s|frames:%s|pitches:%s|given:framesBefore"
            .formatted(in.split(), scores.tokens(), pitches);
    return List.of(
        in.lower("framesNll", scores.natsPerToken(), signature),
        in.higher("frameAccuracy", scores.accuracy(), signature + "|threshold:0.5"));
  }

  @Override
  public void plan(BaselinePlan baselines) {
    baselines.add("unigram", () -> FrameBaselines.unigramNats(baselines.train(), baselines.test()));
    baselines.add("markov", () -> FrameBaselines.markovNats(baselines.train(), baselines.test()));
  }

  /** Returns the pitches that are more probable than not. */
  @Override
  public EncodedSequence shown(EncodedSequence answer) {
    float[] sounding = new float[answer.values().length];
    for (int i = 0; i < sounding.length; i++) {
      sounding[i] = answer.values()[i] > HALF ? 1 : 0;
    }
    return EncodedSequence.ofVectors(answer.width(), sounding);
  }
}
