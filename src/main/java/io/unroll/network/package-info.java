/**
 * Model settings turned into DL4J computation graphs, one blueprint per model type, and batches of
 * token ids turned into the arrays those graphs take. Knows nothing of Spark or training.
 *
 * <p>Read first {@link NetworkBlueprint}: a model type over two sides. Then:
 *
 * <ul>
 *   <li><b>graphs</b>: {@link GraphParts} builds them from {@link ReadingStack}, {@link
 *       DecoderStack}, {@link VectorEncoder} and {@link StackParts}; {@link SideCheck} refuses
 *       sides that do not fit;
 *   <li><b>arrays</b>: {@link Tensors} and {@link InputTensors}; {@link Parameters} and {@link
 *       RecurrentState} as plain arrays;
 *   <li><b>passes without training</b>: {@link Inference}, {@link NetworkScorer} with its {@link
 *       Scores};
 *   <li><b>reuse</b>: {@link IdlePool} of networks that wait for their next use;
 *   <li><b>a look inside</b>: {@link NetworkSummary}, {@link OutputShapes}, {@link
 *       GateActivations}, {@link ErrorReach};
 *   <li><b>conversions</b>: {@link StockNetworks} to Deeplearning4j's own classes, {@link
 *       GrownParameters} to a larger vocabulary.
 * </ul>
 */
@NullMarked
package io.unroll.network;

import org.jspecify.annotations.NullMarked;
