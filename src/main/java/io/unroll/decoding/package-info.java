/**
 * Predictions of a trained network. Knows nothing of Spark.
 *
 * <p>Read first {@link Predictor}, which answers a batch, and its forms: {@link LabelPredictor}
 * (with {@link SpanLabels} for valid tags), {@link VectorPredictor}, {@link BeamSearch}, and {@link
 * AnswerSampler}. {@link DecoderSteps} runs a decoder step by step, {@link TokenRules} forbids
 * tokens, {@link Sampling} draws them. {@link LanguageModelSampler} continues a prompt.
 */
@NullMarked
package io.unroll.decoding;

import org.jspecify.annotations.NullMarked;
