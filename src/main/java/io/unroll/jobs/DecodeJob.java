package io.unroll.jobs;

import io.unroll.answering.AnswerTally;
import io.unroll.answering.AnswerText;
import io.unroll.answering.Answered;
import io.unroll.answering.LineAnswers;
import io.unroll.config.InvalidInput;
import io.unroll.corpus.lines.Utf8Lines;
import io.unroll.corpus.storage.HadoopSettings;
import io.unroll.decoding.Answer;
import io.unroll.decoding.Sampling;
import io.unroll.retraining.Retrained;
import io.unroll.runs.Model;
import io.unroll.tokens.Vocabulary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code decode}: a model and a prompt, lines, or a table, to answers. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Continues a prompt, or answers lines or the rows of a table.",
      "Language models continue a prompt.",
      "Other models answer each line of a file or of standard input with one line: encoder-decoders"
          + " with a text, classifiers with a label, taggers with a label for each word. Series of"
          + " numbers are given as JSON, a list of steps, each a number or a list of numbers, and"
          + " so are answers in numbers. Attributes are names between blanks, or a JSON list of"
          + " names.",
      "The rows of a Spark table are answered on executors: every row is written out as it came, in"
          + " its order, with two more columns, answer and score."
    },
    footer = {
      "",
      "Examples:",
      "  unroll decode runs/book --prompt \"ROMEO:\" --length 400 --temperature 0.8 --top-p 0.95",
      "  echo 12+345= | unroll decode runs/addition",
      "  unroll decode runs/translation --input english.txt --beams 5 --best 3 --json",
      "  echo Hello. | unroll decode runs/translation --attention",
      "  unroll decode runs/classifier --table sms.parquet --column text --output labelled.parquet"
    })
public final class DecodeJob implements Callable<Integer> {
  private static final int LINES_AT_A_TIME = 512;

  @Parameters(index = "0", paramLabel = "OUT", description = "The folder of a trained run")
  String out = "";

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "Text that a language model continues")
  Optional<String> prompt = Optional.empty();

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "Tokens a language model writes. Default: 400")
  int length = 400;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Lines to answer. Default: standard input, line by line")
  Optional<Path> input = Optional.empty();

  @Mixin DecodeTable table = new DecodeTable();

  @Mixin SearchOptions options = new SearchOptions();

  @Option(
      names = "--json",
      description =
          "Prints one JSON object per line: input, answers, scores, tokens and probabilities")
  boolean json;

  @Option(
      names = "--attention",
      description = "Prints how each token of the answer attends to the input's, tab-separated")
  boolean attention;

  @Override
  public Integer call() throws IOException {
    org.apache.hadoop.fs.Path folder = Retrained.model(out, HadoopSettings.current());
    Model model = Model.load(folder, HadoopSettings.current());
    if (table.isGiven()) {
      check(!attention && !json, "--json and --attention are for lines; a table has columns");
      table.answer(folder, model.parts(), options.of(model.parts()));
      return 0;
    }
    PrintStream text = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (model.isLanguageModel()) {
      generate(model, text);
    } else {
      answer(model, text);
    }
    return 0;
  }

  private static void check(boolean holds, String problem) {
    if (!holds) {
      throw new InvalidInput(problem);
    }
  }

  private void generate(Model model, PrintStream text) {
    check(length >= 1, "--length must be at least 1, got " + length);
    check(
        !attention && !json && input.isEmpty(),
        "a language model writes on from --prompt; --input, --json and --attention are for models"
            + " that answer");
    String start =
        prompt
            .filter(p -> !p.isEmpty())
            .orElseThrow(() -> new InvalidInput("--prompt TEXT is needed: the model continues it"));
    Sampling drawn = options.sampling();
    int[] ids = tokens(model, start);
    check(ids.length > 0, "--prompt must hold a token, got blanks only");
    warnOfUnknown(
        (int) Arrays.stream(ids).filter(id -> id == Vocabulary.UNKNOWN).count(), ids.length, start);
    text.print(start);
    model.write(start, length, drawn, options.seed, text::print);
    text.println();
  }

  private static int[] tokens(Model model, String text) {
    return model.parts().source().texts().orElseThrow().encodeLines(text);
  }

  private void answer(Model model, PrintStream text) throws IOException {
    check(
        prompt.isEmpty(),
        "--prompt is for language models; give this model lines by --input FILE or on standard"
            + " input");
    LineAnswers answers = model.answers(options.of(model.parts()));
    AnswerText form = AnswerText.of(model.parts());
    AnswerTally tally = AnswerTally.local();
    try (Utf8Lines lines = lines()) {
      // What a person types is answered at once.
      int atATime = input.isPresent() ? LINES_AT_A_TIME : 1;
      List<LineAnswers.Line> batch = new ArrayList<>();
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        batch.add(new LineAnswers.Line(line.get(), "line " + lines.number()));
        if (batch.size() == atATime) {
          print(answers.answer(batch, tally), form, text);
          batch.clear();
        }
      }
      print(answers.answer(batch, tally), form, text);
    }
    tally.told().ifPresent(told -> System.err.println("unroll: " + told));
  }

  private void print(List<Answered> all, AnswerText form, PrintStream text) {
    for (Answered answered : all) {
      warnOfUnknown(answered.unknown(), answered.encoded().steps(), answered.input());
      if (json) {
        text.println(form.json(answered, attention));
        continue;
      }
      if (answered.answers().isEmpty()) {
        text.println();
      }
      for (Answer answer : answered.answers()) {
        boolean several = options.best > 1;
        String score = several ? String.format(Locale.ROOT, "%.4f\t", answer.score()) : "";
        text.println(score + form.text(answer));
        if (attention) {
          check(
              answer.sequence().steps() == answer.attention().length,
              "--attention needs a model with attention, which this one has not");
          text.println(form.alignment(answered, answer));
        }
      }
    }
  }

  private static void warnOfUnknown(int unknown, int tokens, String text) {
    if (unknown > 0) {
      System.err.printf(
          Locale.ROOT,
          "unroll: %d of %d tokens of \"%s\" never occurred in training%n",
          unknown,
          tokens,
          text);
    }
  }

  private Utf8Lines lines() throws IOException {
    if (input.isEmpty()) {
      return new Utf8Lines(System.in, "standard input");
    }
    if (Files.isDirectory(input.get())) {
      throw new InvalidInput("--input " + input.get() + ": must be a file, got a folder");
    }
    if (!Files.isReadable(input.get())) {
      throw new InvalidInput("--input " + input.get() + ": no such file");
    }
    return new Utf8Lines(Files.newInputStream(input.get()), input.get().toString());
  }
}
