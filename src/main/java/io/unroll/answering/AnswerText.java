package io.unroll.answering;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.corpus.example.Content;
import io.unroll.decoding.Answer;
import io.unroll.files.Json;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SideCodec;
import io.unroll.training.ModelFolder.Model;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Answers as text for people and as JSON for programs.
 *
 * @param source how inputs became numbers
 * @param target how answers did
 */
public record AnswerText(SideCodec source, SideCodec target) {

  /** Of this model's answers. */
  public static AnswerText of(Model model) {
    return new AnswerText(model.source(), model.target());
  }

  /** Returns the text, the label, the labels between blanks, or the numbers as JSON. */
  public String text(Answer answer) {
    EncodedSequence sequence = answer.sequence();
    return sequence.width() == 0 ? target.text(sequence) : numbers(sequence).toString();
  }

  /** Returns the text's words; of labels, one for each step, even if they hold blanks. */
  List<String> words(Answer answer) {
    EncodedSequence sequence = answer.sequence();
    boolean labels =
        target.summary().kind().equals(Content.Kind.LABELS.name().toLowerCase(Locale.ROOT));
    return labels
        ? Arrays.stream(sequence.ids()).mapToObj(target.names()::get).toList()
        : Arrays.asList(text(answer).split(" ", -1));
  }

  private ArrayNode numbers(EncodedSequence scaled) {
    Content.Frames vectors = target.unscaled(scaled);
    ArrayNode steps = Json.PLAIN.createArrayNode();
    for (int step = 0; step < vectors.steps(); step++) {
      ArrayNode numbers = steps.addArray();
      for (int i = 0; i < vectors.width(); i++) {
        double value = vectors.values()[step * vectors.width() + i];
        float single = (float) value;
        if (single == value) {
          numbers.add(single);
        } else {
          numbers.add(value);
        }
      }
    }
    return steps;
  }

  /**
   * Returns one JSON object: {@code input} and {@code answers}, each with its {@code text} or
   * {@code numbers}, {@code score}, {@code tokens} and their {@code logProbabilities}, {@code
   * probabilities} of labels, and by request {@code attention}, a row for each token over {@code
   * inputTokens}.
   */
  public String json(Answered answered, boolean attention) {
    ObjectNode root = Json.PLAIN.createObjectNode();
    root.put("input", answered.input());
    if (attention) {
      tokens(source, answered.encoded()).forEach(root.putArray("inputTokens")::add);
    }
    ArrayNode answers = root.putArray("answers");
    for (Answer answer : answered.answers()) {
      put(answers.addObject(), answer, attention);
    }
    return root.toString();
  }

  private void put(ObjectNode node, Answer answer, boolean attention) {
    if (answer.sequence().width() > 0) {
      node.set("numbers", numbers(answer.sequence()));
      return;
    }
    node.put("text", text(answer));
    node.put("score", answer.score());
    tokens(target, answer.sequence()).forEach(node.putArray("tokens")::add);
    ArrayNode logs = node.putArray("logProbabilities");
    for (float log : answer.logProbabilities()) {
      logs.add(log);
    }
    if (answer.distribution().length > 0 && answer.sequence().steps() == 1) {
      ObjectNode labels = node.putObject("probabilities");
      for (int label = 0; label < answer.distribution().length; label++) {
        labels.put(target.names().get(label), answer.distribution()[label]);
      }
    }
    if (attention) {
      ArrayNode rows = node.putArray("attention");
      for (float[] weights : answer.attention()) {
        ArrayNode row = rows.addArray();
        for (float weight : weights) {
          row.add(weight);
        }
      }
    }
  }

  /**
   * Returns the alignment as a table of tab-separated columns: the input's tokens above, then a row
   * for each token of the answer.
   */
  public String alignment(Answered answered, Answer answer) {
    StringBuilder table = new StringBuilder();
    tokens(source, answered.encoded()).forEach(token -> table.append('\t').append(token));
    List<String> written = tokens(target, answer.sequence());
    for (int step = 0; step < answer.attention().length; step++) {
      table.append('\n').append(written.get(step));
      for (float weight : answer.attention()[step]) {
        table.append(String.format(Locale.ROOT, "\t%.3f", weight));
      }
    }
    return table.toString();
  }

  /** Returns each token on its own, blanks and line ends made visible. */
  public static List<String> tokens(SideCodec side, EncodedSequence sequence) {
    return Arrays.stream(sequence.ids())
        .mapToObj(id -> visible(side.text(EncodedSequence.ofIds(id))))
        .toList();
  }

  private static String visible(String token) {
    return token.isBlank() ? token.replace(' ', '␣').replace('\n', '↵').replace('\t', '⇥') : token;
  }
}
