package io.unroll.evaluation;

import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.Exact;
import io.unroll.evaluation.measure.Measurement;
import io.unroll.evaluation.measure.TextScores;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Texts that are compared with those that people wrote.
 *
 * @param slots whether slots stand for values in them
 */
record TextKind(WrittenAnswers written, boolean slots) implements AnswerKind<AnswerScores.Texts> {

  @Override
  public Headline headline() {
    return Headline.BLEU;
  }

  @Override
  public AnswerScores.Texts none() {
    return AnswerScores.Texts.NONE;
  }

  @Override
  public AnswerScores.Texts scores(AnsweredExample one) {
    Reference wanted = one.reference();
    String answer = one.target().text(one.answer().sequence());
    return new AnswerScores.Texts(
        Exact.of(one.right()), TextScores.of(wanted.text(), wanted.tokens(), answer));
  }

  @Override
  public Counts counts(AnswerScores.Texts scores) {
    return scores.texts().bleu().counts();
  }

  @Override
  public List<Measurement> measurements(
      SplitScoring.Partial<AnswerScores.Texts> total, Signatures in) {
    TextScores texts = total.answers().texts();
    List<Measurement> all = new ArrayList<>();
    Stream.of(texts.bleu(), texts.chrF(), texts.edits())
        .flatMap(tally -> tally.measurements(in.split(), in.version()).stream())
        .map(
            m ->
                new Measurement(
                    m.name(), m.value(), m.signature() + in.folded(), m.higherIsBetter()))
        .forEach(all::add);
    if (slots) {
      all.addAll(texts.slots().measurements(in.split(), in.version()));
    }
    all.add(written.exactMatch(total.answers().exact(), in));
    all.addAll(written.forced(total.scores(), in));
    return all;
  }

  @Override
  public void plan(BaselinePlan baselines) {
    TextBaselines texts = new TextBaselines(baselines.source(), baselines.target());
    baselines.add("majority", () -> texts.majorityBleu(baselines.train(), baselines.test()));
    if (baselines.source().texts().isPresent()) {
      baselines.add("copy", () -> texts.copyBleu(baselines.test()));
    }
  }

  @Override
  public double quality(AnsweredExample one, AnswerScores.Texts scores) {
    return scores.texts().chrF().score();
  }
}
