package io.unroll.config;

import io.unroll.config.Schema.ChosenBy;
import io.unroll.config.Schema.Flat;
import io.unroll.config.Schema.Variant;
import java.io.Serializable;

/** Shape of the network; one record per {@code model.type}. */
@ChosenBy("type")
public sealed interface ModelSettings extends Serializable {

  /** The recurrent part that all model types have. */
  Stack stack();

  /** {@code type = none}: no network yet; {@code prepare} needs none. */
  @Variant("none")
  record None(@Flat Stack stack) implements ModelSettings {}

  /** {@code type = language-model}: tokens to next tokens. */
  @Variant("language-model")
  record LanguageModel(@Flat Stack stack) implements ModelSettings {}

  /**
   * {@code type = encoder-decoder}: a source sequence to a target sequence.
   *
   * @param attentionWiring where attention stands in the decoder
   * @param decoderStart what the decoder's layers start from
   * @param rightToLeft whether targets are written from their last token to their first
   */
  @Variant("encoder-decoder")
  record EncoderDecoder(
      @Flat Stack stack,
      Attention attention,
      AttentionWiring attentionWiring,
      DecoderStart decoderStart,
      boolean rightToLeft)
      implements ModelSettings {

    /**
     * Checks that the decoder learns something of the source.
     *
     * @throws InvalidSettings if a wiring has no attention to wire, or nothing reaches the decoder
     */
    public EncoderDecoder {
      boolean attends = attention != Attention.NONE;
      new Checks()
          .that(
              attends || attentionWiring == AttentionWiring.AFTER,
              "attentionWiring",
              "must be after where attention is none, got %s"
                  .formatted(Schema.label(attentionWiring)))
          .that(
              attends || decoderStart != DecoderStart.ZERO,
              "decoderStart",
              "must be last or bridge where attention is none, got zero")
          .done();
    }
  }

  /**
   * Cells and their sizes. In a settings file these keys stand directly under {@code model}.
   *
   * @param layers recurrent layers, one above the other
   * @param hidden size of a layer's state
   * @param embedding size of a token's vector
   * @param tied whether the output layer's weights are the (target) embedding's table
   * @param dropout share of inputs dropped between layers while training
   */
  record Stack(
      Cell cell,
      int layers,
      int hidden,
      int embedding,
      boolean tied,
      double dropout,
      Initialisation initialisation)
      implements Serializable {

    private static final int MOST_HIDDEN = 16_384;

    /**
     * Checks every size; the largest keeps a layer's weights within one array.
     *
     * @throws InvalidSettings if any value is out of range
     */
    public Stack {
      new Checks()
          .between("layers", layers, 1, 100)
          .between("hidden", hidden, 1, MOST_HIDDEN)
          .between("embedding", embedding, 1, MOST_HIDDEN)
          .that(
              !tied || embedding == hidden,
              "tied",
              "needs embedding to be hidden, got %d and %d".formatted(embedding, hidden))
          .that(
              dropout >= 0 && dropout < 1,
              "dropout",
              "must be at least 0 and less than 1, got " + dropout)
          .done();
    }
  }

  /** Recurrent cell; {@code gru} resets after the recurrent product, {@code rnn} is tanh. */
  enum Cell {
    LSTM,
    GRU,
    GRU_RESET_BEFORE,
    RNN,
    RNN_RELU
  }

  /**
   * Attention of the decoder over the encoder's states: none, or by the score "dot" or "general" of
   * Luong et al. (2015) or the additive one of Bahdanau et al. (2015).
   */
  enum Attention {
    NONE,
    DOT,
    GENERAL,
    ADDITIVE
  }

  /**
   * Where attention stands in the decoder: above its layers (Luong et al. 2015), or in the top
   * layer's recurrence, asked by the previous state (Bahdanau et al. 2015) or fed to the next step
   * (Luong et al. 2015, section 3.3).
   */
  enum AttentionWiring {
    AFTER,
    PREVIOUS_STATE,
    INPUT_FEEDING
  }

  /**
   * What each decoder layer starts from: zeros, the last state of the encoder's layer, or the tanh
   * of a learned linear function of that.
   */
  enum DecoderStart {
    ZERO,
    LAST,
    BRIDGE
  }

  /** Weight initialisation. */
  enum Initialisation {
    XAVIER,
    XAVIER_UNIFORM,
    UNIFORM
  }
}
