package io.unroll.runs;

import io.unroll.answering.AnswerOptions;
import io.unroll.answering.AnswerTally;
import io.unroll.answering.AnswerText;
import io.unroll.answering.Answered;
import io.unroll.answering.InputLimit;
import io.unroll.answering.LineAnswers;
import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.corpus.storage.HadoopSettings;
import io.unroll.decoding.Answer;
import io.unroll.decoding.LanguageModelSampler;
import io.unroll.decoding.Sampling;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.tokens.IncrementalDecoder;
import io.unroll.tokens.TextCodec;
import io.unroll.training.ModelFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A trained model that answers on this machine, without Spark. Serves one thread at a time.
 *
 * <pre>{@code
 * Model model = Model.load("runs/addition/model");
 * String sum = model.answer(List.of("12+345=")).get(0).text();
 * }</pre>
 */
public final class Model {
  private final ModelFolder.Model loaded;

  private Model(ModelFolder.Model loaded) {
    this.loaded = loaded;
  }

  /**
   * An answer to an input.
   *
   * @param text a label, the words' tags between blanks, a text, or numbers as JSON
   * @param score log probability in nats; for numbers zero
   * @param skipped whether the input was left out, as too long or not an input of the model, where
   *     {@code answering} in the settings asks for that; the text is empty then
   */
  public record Reply(String text, double score, boolean skipped) {}

  /**
   * Loads a model.
   *
   * @param folder {@code model} in a run's folder, on any file system Hadoop knows
   * @throws InvalidInput if there is no model or a damaged one, or it requires kernels that this
   *     machine lacks
   */
  public static Model load(String folder) throws IOException {
    return load(new Path(folder), HadoopSettings.current());
  }

  /**
   * Loads a model with given settings of Hadoop.
   *
   * @see #load(String)
   */
  public static Model load(Path folder, Configuration hadoop) throws IOException {
    ModelFolder.Model loaded = ModelFolder.load(folder, hadoop);
    KernelRequirement.check(loaded.settings(), loaded.network());
    return new Model(loaded);
  }

  /** Returns the settings the model was trained with. */
  public Settings settings() {
    return loaded.settings();
  }

  /** Returns the network, the vocabularies and what else the model is made of. */
  public ModelFolder.Model parts() {
    return loaded;
  }

  /** Returns whether the model continues texts, see {@link #write}, and answers nothing. */
  public boolean isLanguageModel() {
    return loaded.blueprint().carriesState();
  }

  /**
   * Answers inputs as the model's settings have it.
   *
   * @param inputs as the corpus has them: texts, or numbers as JSON
   * @return one for each input
   * @throws InvalidInput if the model continues texts; if an input is none of this model's or
   *     longer than {@code answering.maxLength}, naming it by its place from 1, unless {@code
   *     answering} says to skip or cut it
   */
  public List<Reply> answer(List<String> inputs) {
    AnswerOptions options =
        AnswerOptions.ofBest(settings().evaluation(), InputLimit.of(settings()));
    List<LineAnswers.Line> lines = new ArrayList<>();
    for (String input : inputs) {
      lines.add(new LineAnswers.Line(input, "input " + (lines.size() + 1)));
    }
    AnswerText form = AnswerText.of(loaded);
    return answers(options).answer(lines, AnswerTally.local()).stream()
        .map(answered -> reply(answered, form))
        .toList();
  }

  private static Reply reply(Answered answered, AnswerText form) {
    if (answered.answers().isEmpty()) {
      return new Reply("", 0, answered.skipped());
    }
    Answer best = answered.answers().get(0);
    return new Reply(form.text(best), best.score(), false);
  }

  /**
   * Returns answers with alternatives, attention and what was left out.
   *
   * @throws InvalidInput if the model continues texts
   */
  public LineAnswers answers(AnswerOptions options) {
    if (isLanguageModel()) {
      throw new InvalidInput("a language model continues a text; it answers none");
    }
    NativeThreads.bind(SparkOpener.cores());
    return new LineAnswers(loaded, options);
  }

  /**
   * Continues a text by a language model.
   *
   * @param prompt holds at least a token
   * @param tokens to write
   * @param text receives the continuation piece by piece
   * @throws InvalidInput if the model answers inputs, or the prompt holds no token
   */
  public void write(
      String prompt, int tokens, Sampling sampling, long seed, Consumer<String> text) {
    if (!isLanguageModel()) {
      throw new InvalidInput("this model answers inputs; it continues no text");
    }
    TextCodec codec = loaded.source().texts().orElseThrow();
    int[] ids = codec.encodeLines(prompt);
    if (ids.length == 0) {
      throw new InvalidInput("the prompt must hold a token, got blanks only");
    }
    NativeThreads.bind(SparkOpener.cores());
    IncrementalDecoder written = new IncrementalDecoder(codec);
    if (!Character.isWhitespace(prompt.charAt(prompt.length() - 1))) {
      // A word after the prompt is written with a blank.
      written.next(ids[ids.length - 1]);
    }
    new LanguageModelSampler(loaded.network(), sampling, seed)
        .write(ids, tokens, id -> text.accept(written.next(id)));
    text.accept(written.finish());
  }
}
