package io.unroll.config;

import io.unroll.config.Schema.Flat;
import io.unroll.config.Schema.Variant;
import java.util.Optional;

/**
 * {@code type = attributes}: what is to be said, as attributes, to the text that says it.
 *
 * @param delexicalise whether values that stand in the text word for word become the name of their
 *     slot, in the text and in the attributes; for dialogue acts
 */
@Variant("attributes")
public record AttributesSettings(
    @Flat ExampleFiles files, Format format, Attributes attributes, boolean delexicalise)
    implements CorpusSettings, CorpusSettings.FromExampleFiles {

  /** Format of the examples. */
  public enum Format {
    /** Objects with {@code attributes} and {@code text}. */
    JSON,
    /** RNNLG's lists of dialogue act, human text and baseline's text. */
    DIALOGUE_ACT
  }

  /** Kind of the attributes. */
  public enum Attributes {
    /** Names, or names with values: one number for each that the training split has. */
    SET,
    /** A list of numbers, the same count throughout. */
    VECTOR
  }

  /**
   * Checks that the settings fit each other.
   *
   * @throws InvalidSettings if they do not
   */
  public AttributesSettings {
    new Checks()
        .that(
            !delexicalise || format == Format.DIALOGUE_ACT,
            "delexicalise",
            "needs format = dialogue-act, whose attributes are slots with values, got json")
        .that(
            attributes == Attributes.SET || format == Format.JSON,
            "attributes",
            "must be set for format = dialogue-act, got vector")
        .done();
  }

  @Override
  public Shares shares() {
    return files.shares();
  }

  @Override
  public CorpusContents contents() {
    return CorpusContents.of(
        InputKind.NUMBERS, "attributes and their texts", LearningTask.VECTOR_TO_TEXT);
  }

  @Override
  public Optional<String> refusal(ModelSettings.Encoder encoder) {
    if (encoder != ModelSettings.Encoder.CONVOLUTIONAL || attributes == Attributes.VECTOR) {
      return Optional.empty();
    }
    return Optional.of(
        "must be dense or recurrent for corpus.attributes = set, got convolutional: a set is no"
            + " picture");
  }
}
