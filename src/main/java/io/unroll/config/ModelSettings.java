package io.unroll.config;

import io.unroll.config.Schema.ChosenBy;
import io.unroll.config.Schema.Flat;
import io.unroll.config.Schema.Variant;
import java.io.Serializable;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;

/** Shape of the network; one record per {@code model.type}. */
@ChosenBy("type")
public sealed interface ModelSettings extends Serializable {

  /** The task that a model type learns. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface Learns {
    /** Returns the task. */
    LearningTask value();
  }

  /** Returns what the model learns. */
  default LearningTask task() {
    return task(getClass());
  }

  /** Returns what the models of a type learn. */
  static LearningTask task(Class<?> type) {
    return type.getAnnotation(Learns.class).value();
  }

  /** Adds a violation if the model cannot read the inputs of a corpus. */
  default void checkFit(Checks checks, CorpusSettings corpus) {}

  /** Returns whether inputs are pictures, whatever else the corpus may hold. */
  default boolean readsPictures() {
    return false;
  }

  /** Returns the recurrent part that all model types have. */
  Stack stack();

  /** {@code type = none}: no network yet; {@code prepare} needs none. */
  @Variant("none")
  @Learns(LearningTask.NOTHING)
  record None(@Flat Stack stack) implements ModelSettings {}

  /** {@code type = language-model}: tokens to next tokens. */
  @Variant("language-model")
  @Learns(LearningTask.NEXT_TOKEN)
  record LanguageModel(@Flat Stack stack) implements ModelSettings {}

  /**
   * {@code type = encoder-decoder}: a source sequence to a target sequence.
   *
   * @param attentionWiring where attention stands in the decoder
   * @param decoderStart what the decoder's layers start from
   * @param bidirectional whether every layer of the encoder reads both ways, half of its state each
   * @param rightToLeft whether targets are written from their last token to their first
   */
  @Variant("encoder-decoder")
  @Learns(LearningTask.TEXT_TO_TEXT)
  record EncoderDecoder(
      @Flat Stack stack,
      boolean bidirectional,
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
          .that(!bidirectional || stack.hidden() % 2 == 0, "hidden", halves(stack))
          .that(
              attends || attentionWiring == AttentionWiring.AFTER,
              "attentionWiring",
              "must be after where attention is none, got %s"
                  .formatted(Schema.label(attentionWiring)))
          .that(
              attends || decoderStart != DecoderStart.ZERO,
              "decoderStart",
              "must be last or bridge where attention is none, got zero")
          .that(
              attentionWiring == AttentionWiring.AFTER || canHoldAttention(stack),
              "attentionWiring",
              "must be after for cell = minimal-gated and for recurrence = output, got %s"
                  .formatted(Schema.label(attentionWiring)))
          .done();
    }

    private static boolean canHoldAttention(Stack stack) {
      return stack.cell() != Cell.MINIMAL_GATED
          && stack.refinements().recurrence() == Recurrence.HIDDEN;
    }
  }

  /**
   * {@code type = classifier}: a sequence to one label.
   *
   * @param bidirectional whether every layer reads both ways, half of its state each
   * @param pooling what is made of the states of all steps
   */
  @Variant("classifier")
  @Learns(LearningTask.LABEL)
  record Classifier(@Flat Stack stack, boolean bidirectional, Pooling pooling)
      implements ModelSettings {

    /** Checks what this type can do with its stack. */
    public Classifier {
      checkReader(stack, bidirectional);
    }
  }

  /**
   * {@code type = tagger}: a sequence to a label for each step.
   *
   * @param bidirectional as for {@link Classifier}
   * @param characterEmbedding size of a character's vector, where words come with their characters
   * @param characterHidden size of the state that reads a word's characters, both ways together
   */
  @Variant("tagger")
  @Learns(LearningTask.STEP_LABELS)
  record Tagger(
      @Flat Stack stack, boolean bidirectional, int characterEmbedding, int characterHidden)
      implements ModelSettings {

    /** Checks sizes, and what this type can do with its stack. */
    public Tagger {
      checkReader(stack, bidirectional);
      new Checks()
          .between("characterEmbedding", characterEmbedding, 1, Stack.MOST_HIDDEN)
          .between("characterHidden", characterHidden, 2, Stack.MOST_HIDDEN)
          .that(
              characterHidden % 2 == 0,
              "characterHidden",
              "must be even, one half for each direction, got " + characterHidden)
          .done();
    }
  }

  /** {@code type = frames}: sets of pitches to the next step's. */
  @Variant("frames")
  @Learns(LearningTask.FRAMES)
  record Frames(@Flat Stack stack) implements ModelSettings {

    /** Checks what this type can do with its stack. */
    public Frames {
      checkReader(stack, false);
    }
  }

  /**
   * {@code type = forecaster}: a series to the numbers that follow it.
   *
   * @param bidirectional as for {@link Classifier}
   * @param pooling as for {@link Classifier}
   */
  @Variant("forecaster")
  @Learns(LearningTask.NUMBERS)
  record Forecaster(@Flat Stack stack, boolean bidirectional, Pooling pooling)
      implements ModelSettings {

    /** Checks what this type can do with its stack. */
    public Forecaster {
      checkReader(stack, bidirectional);
    }
  }

  /**
   * {@code type = describer}: a vector, a set of attributes or a picture to a text.
   *
   * @param encoder what reads the vector
   * @param everyStep whether the decoder reads what came of it at every step, not only at first
   */
  @Variant("describer")
  @Learns(LearningTask.VECTOR_TO_TEXT)
  record Describer(@Flat Stack stack, Encoder encoder, boolean everyStep) implements ModelSettings {

    @Override
    public void checkFit(Checks checks, CorpusSettings corpus) {
      Optional<String> refusal = corpus.refusal(encoder);
      checks.that(refusal.isEmpty(), "model.encoder", refusal.orElse(""));
    }

    @Override
    public boolean readsPictures() {
      return encoder == Encoder.CONVOLUTIONAL;
    }
  }

  private static String halves(Stack stack) {
    return "must be even with bidirectional, one half for each direction, got " + stack.hidden();
  }

  private static void checkReader(Stack stack, boolean bidirectional) {
    new Checks()
        .that(!bidirectional || stack.hidden() % 2 == 0, "hidden", halves(stack))
        .that(!stack.tied(), "tied", "must be false for a model that writes no tokens, got true")
        .that(
            stack.refinements().recurrence() == Recurrence.HIDDEN,
            "recurrence",
            "must be hidden for a model that writes no tokens, got output")
        .done();
  }

  /**
   * Cells and their sizes. In a settings file these keys stand directly under {@code model}.
   *
   * @param layers recurrent layers, one above the other
   * @param hidden size of a layer's state
   * @param embedding size of a token's vector
   * @param tied whether the output layer's weights are the (target) embedding's table
   * @param dropout share of inputs dropped between layers while training
   * @param refinements what a plain stack has not
   */
  record Stack(
      Cell cell,
      int layers,
      int hidden,
      int embedding,
      boolean tied,
      double dropout,
      Initialisation initialisation,
      @Flat Refinements refinements)
      implements Serializable {

    static final int MOST_HIDDEN = 16_384;

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
              "needs embedding to be hidden, got %s and %s".formatted(embedding, hidden))
          .that(
              dropout >= 0 && dropout < 1,
              "dropout",
              "must be at least 0 and less than 1, got " + dropout)
          .that(
              refinements.residual() < layers,
              "residual",
              "must be less than layers (%s), got %s".formatted(layers, refinements.residual()))
          .that(
              cell == Cell.RNN || refinements.recurrence() == Recurrence.HIDDEN,
              "recurrence",
              "must be hidden for cell = %s, got output: its gates or units are made for a hidden state; take cell = rnn"
                  .formatted(Schema.label(cell)))
          .done();
    }

    /** A plain stack. */
    public Stack(
        Cell cell,
        int layers,
        int hidden,
        int embedding,
        boolean tied,
        double dropout,
        Initialisation initialisation) {
      this(cell, layers, hidden, embedding, tied, dropout, initialisation, new Refinements());
    }
  }

  /**
   * Variations of a plain stack. These keys, too, are directly under {@code model}.
   *
   * @param residual distance in layers to the earlier output that is added to a layer's; 0 for none
   * @param variationalDropout whether all time steps drop the same inputs
   * @param forgetGateBias initial bias of an LSTM's forget gate
   */
  record Refinements(
      int residual,
      Normalisation normalisation,
      boolean variationalDropout,
      double forgetGateBias,
      Recurrence recurrence)
      implements Serializable {

    /**
     * Checks what can be checked without the stack.
     *
     * @throws InvalidSettings if any value is out of range
     */
    public Refinements {
      new Checks()
          .atLeast("residual", residual, 0)
          .that(
              Double.isFinite(forgetGateBias),
              "forgetGateBias",
              "must be a finite number, got " + forgetGateBias)
          .done();
    }

    /** None at all: no skips, no normalisation, hidden recurrence, a forget gate that is open. */
    public Refinements() {
      this(0, Normalisation.NONE, false, 1, Recurrence.HIDDEN);
    }
  }

  /** Recurrent cell; {@code gru} resets after the recurrent product, {@code rnn} is tanh. */
  enum Cell {
    LSTM,
    GRU,
    GRU_RESET_BEFORE,
    MINIMAL_GATED,
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
   * Reduction of a sequence's states: the last, their mean, the largest of each number, or their
   * sum weighted by attention of the last state (score "general" of Luong et al. 2015).
   */
  enum Pooling {
    LAST,
    MEAN,
    MAX,
    ATTENTION
  }

  /** Encoder of a describer's input: one dense layer, two convolutions, or recurrent layers. */
  enum Encoder {
    DENSE,
    CONVOLUTIONAL,
    RECURRENT
  }

  /**
   * Position of attention in the decoder: above its layers (Luong et al. 2015), or in the top
   * layer's recurrence, asked by the previous state (Bahdanau et al. 2015) or fed to the next step
   * (Luong et al. 2015, section 3.3).
   */
  enum AttentionWiring {
    AFTER,
    PREVIOUS_STATE,
    INPUT_FEEDING
  }

  /**
   * Start of each decoder layer: zeros, the last state of the encoder's layer, or the tanh of a
   * learned linear function of that.
   */
  enum DecoderStart {
    ZERO,
    LAST,
    BRIDGE
  }

  /** Weight initialisation; {@code orthogonal} for recurrent weights, xavier for all others. */
  enum Initialisation {
    XAVIER,
    XAVIER_UNIFORM,
    UNIFORM,
    ORTHOGONAL
  }

  /** Normalisation of a layer's output: none, or over its own features. */
  enum Normalisation {
    NONE,
    LAYER
  }

  /**
   * Memory of a step of the steps before: the hidden state, or only the output, that is, the token
   * that is read.
   */
  enum Recurrence {
    HIDDEN,
    OUTPUT
  }
}
