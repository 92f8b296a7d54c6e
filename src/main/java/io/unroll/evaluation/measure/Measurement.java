package io.unroll.evaluation.measure;

/**
 * A metric's value and how it was computed.
 *
 * @param name camelCase, such as {@code exactMatch}
 * @param signature what the figure depends on, as {@code key:value} pairs separated by {@code |}
 */
public record Measurement(String name, double value, String signature, boolean higherIsBetter) {

  /** Returns the reason why the value is not a finite number, if it is not. */
  public String whyUndefined() {
    return switch (name) {
      case "auroc" -> "the split must have examples of both labels";
      case "slotErrorRate" -> "no reference has a slot to say";
      case "wordErrorRate", "characterErrorRate" -> "all references are empty";
      case "perplexity" ->
          "the loss is too large, or no number: the model's parameters are useless";
      default -> "%s, not a finite number: what the model puts out is none".formatted(value);
    };
  }
}
