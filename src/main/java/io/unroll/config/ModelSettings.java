package io.unroll.config;

import java.io.Serializable;

/** Shape of the network; one record per {@code model.type}. */
public sealed interface ModelSettings extends Serializable {

  /** The recurrent part that all model types have. */
  Stack stack();

  /** {@code type = language-model}: tokens to next tokens. */
  record LanguageModel(Stack stack) implements ModelSettings {}

  /**
   * {@code type = encoder-decoder}: a source sequence to a target sequence.
   *
   * @param rightToLeft whether targets are written from their last token to their first
   */
  record EncoderDecoder(Stack stack, Attention attention, boolean rightToLeft)
      implements ModelSettings {}

  /**
   * Cells and their sizes. In a settings file these keys stand directly under {@code model}.
   *
   * @param dropout share of inputs dropped between layers while training
   */
  record Stack(
      Cell cell,
      int layers,
      int hidden,
      int embedding,
      double dropout,
      Initialisation initialisation)
      implements Serializable {}

  /** Recurrent cell. */
  enum Cell {
    LSTM
  }

  /** Attention of the decoder over the encoder's states: none, or Luong et al. (2015) "general". */
  enum Attention {
    NONE,
    GENERAL
  }

  /** Weight initialisation. */
  enum Initialisation {
    XAVIER,
    XAVIER_UNIFORM,
    UNIFORM
  }
}
