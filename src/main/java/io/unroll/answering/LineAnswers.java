package io.unroll.answering;

import io.unroll.config.InvalidInput;
import io.unroll.decoding.Answer;
import io.unroll.network.NetworkBlueprint;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.Sequences;
import io.unroll.tokens.Vocabulary;
import io.unroll.training.ModelFolder.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Answers lines, each an input of a model. Serves one thread at a time. */
public final class LineAnswers {
  private final NetworkBlueprint blueprint;
  private final InputReader reader;
  private final boolean readsTokens;
  private final Answerer answerer;

  /**
   * @param model of any type but a language model
   */
  public LineAnswers(Model model, AnswerOptions options) {
    blueprint = model.blueprint();
    reader = new InputReader(model.source());
    readsTokens = model.source().texts().isPresent();
    answerer = options.answerer(model);
  }

  /** A line and where it stands, for errors. */
  public record Line(String text, String place) {}

  /**
   * Answers lines as one batch.
   *
   * @throws InvalidInput if a line is no input of this model
   */
  public List<Answered> answer(List<Line> lines) {
    List<EncodedSequence> inputs =
        lines.stream().map(line -> reader.read(line.text(), line.place())).toList();
    List<EncodedSequence> read = inputs.stream().filter(input -> input.steps() > 0).toList();
    List<List<Answer>> answers =
        read.isEmpty()
            ? List.of()
            : answerer.answer(
                blueprint.unanswered(Sequences.of(read), Collections.nCopies(read.size(), "")));
    List<Answered> all = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < inputs.size(); i++) {
      EncodedSequence input = inputs.get(i);
      List<Answer> own = input.steps() > 0 ? answers.get(next++) : List.of();
      all.add(new Answered(lines.get(i).text(), input, unknown(input), own));
    }
    return all;
  }

  private int unknown(EncodedSequence input) {
    return readsTokens
        ? (int) Arrays.stream(input.ids()).filter(id -> id == Vocabulary.UNKNOWN).count()
        : 0;
  }
}
