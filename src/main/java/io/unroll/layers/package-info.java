/**
 * The DL4J layers and vertices this project adds, and the native kernels behind them; knows nothing
 * of Spark, corpora or training.
 *
 * <p>Who owns an activation: nobody, once the call that made or read it has returned. DL4J lets the
 * last reader of an activation write into it (its dropout does), and adds gradients to whatever
 * array a vertex handed back. So a layer here
 *
 * <ul>
 *   <li>copies, while training, what it reads again in its backward pass: inputs and its own output
 *       alike;
 *   <li>never writes into an input;
 *   <li>hands back gradients that share no memory with each other or with what it keeps.
 * </ul>
 *
 * <p>Decision 0023; {@code ActivationOwnershipTest} holds every network to it.
 */
@NullMarked
package io.unroll.layers;

import org.jspecify.annotations.NullMarked;
