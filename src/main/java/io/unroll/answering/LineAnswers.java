package io.unroll.answering;

import io.unroll.config.AnsweringSettings.OnBadRow;
import io.unroll.config.AnsweringSettings.OnTooLong;
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
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers to lines, each an input of a model. Serves one thread at a time. */
public final class LineAnswers {
  private static final EncodedSequence NOTHING = EncodedSequence.ofIds();

  private final NetworkBlueprint blueprint;
  private final InputReader reader;
  private final boolean readsTokens;
  private final Answerer answerer;
  private final InputLimit limit;

  /**
   * @param model of any type but a language model
   */
  public LineAnswers(Model model, AnswerOptions options) {
    blueprint = model.blueprint();
    reader = new InputReader(model.source());
    readsTokens = model.source().texts().isPresent();
    answerer = options.answerer(model);
    limit = options.limit();
  }

  /**
   * A line, or a list of words, and where it stands.
   *
   * @param text the line; of words, all of them between blanks
   * @param words each a step of its own; empty if a line is to be cut
   * @param place for errors
   */
  public record Line(String text, Optional<List<String>> words, String place) {
    /** A line that is cut as the corpus cuts it. */
    public Line(String text, String place) {
      this(text, Optional.empty(), place);
    }

    /** Returns a list of words; one that is null is a word without a letter. */
    public static Line ofWords(List<@Nullable String> words, String place) {
      List<String> present =
          words.stream().map(word -> Optional.ofNullable(word).orElse("")).toList();
      return new Line(String.join(" ", present), Optional.of(present), place);
    }
  }

  /** Remainder of an input. */
  private record Read(EncodedSequence input, boolean skipped) {}

  /**
   * Answers lines in batches of about one length.
   *
   * @param tally gets those that were not answered as they came
   * @throws InvalidInput if a line is no input of this model or too long, unless the limit says
   *     otherwise
   */
  public List<Answered> answer(List<Line> lines, AnswerTally tally) {
    List<Read> inputs = lines.stream().map(line -> read(line, tally)).toList();
    List<List<Answer>> answers = new ArrayList<>(Collections.nCopies(lines.size(), List.of()));
    List<Integer> lengths = inputs.stream().map(read -> read.input().steps()).toList();
    for (List<Integer> batch : LengthBatches.of(lengths)) {
      List<EncodedSequence> rows = batch.stream().map(place -> inputs.get(place).input()).toList();
      List<List<Answer>> own =
          answerer.answer(
              blueprint.unanswered(Sequences.of(rows), Collections.nCopies(rows.size(), "")));
      for (int row = 0; row < rows.size(); row++) {
        answers.set(batch.get(row), own.get(row));
      }
    }
    List<Answered> all = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Read read = inputs.get(i);
      int unknown = unknown(read.input());
      all.add(
          new Answered(lines.get(i).text(), read.input(), unknown, answers.get(i), read.skipped()));
    }
    return all;
  }

  private Read read(Line line, AnswerTally tally) {
    EncodedSequence input;
    try {
      input = reader.read(line);
    } catch (InvalidInput e) {
      if (limit.onBadRow() == OnBadRow.FAIL) {
        throw e;
      }
      tally.unreadable().add(1);
      return new Read(NOTHING, true);
    }
    if (input.steps() <= limit.longest()) {
      return new Read(input, false);
    }
    if (limit.onTooLong() == OnTooLong.REFUSE) {
      throw tooLong(line, input.steps());
    }
    boolean cut = limit.onTooLong() == OnTooLong.CUT;
    (cut ? tally.cut() : tally.tooLong()).add(1);
    return cut ? new Read(input.first(limit.longest()), false) : new Read(NOTHING, true);
  }

  private InvalidInput tooLong(Line line, int steps) {
    return new InvalidInput(
        String.format(
            Locale.ROOT,
            "%s: must have at most %,d steps (answering.maxLength), got %,d in %s; raise it by"
                + " --longest, or choose what becomes of longer ones by --on-too-long",
            line.place(),
            limit.longest(),
            steps,
            InputReader.shown(line.text())));
  }

  private int unknown(EncodedSequence input) {
    return readsTokens
        ? (int) Arrays.stream(input.ids()).filter(id -> id == Vocabulary.UNKNOWN).count()
        : 0;
  }
}
