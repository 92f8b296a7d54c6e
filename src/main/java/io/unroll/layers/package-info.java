/**
 * The DL4J layers and vertices this project adds, and the native kernels behind them; knows nothing
 * of Spark, corpora or training.
 *
 * <p>Eight rooms, each naming only those before it: {@code backend} (which kernel, how many
 * threads), {@code kernel} (memory and dense operations); above these {@code recurrent} (cells),
 * {@code attention} (all steps at once), {@code embedding}, {@code sequence} (dropout, norms,
 * joins); on top {@code decoder} (attention inside the recurrence) and {@code output} (losses). A
 * type named after a cell or an output without a suffix is a layer's configuration, {@code
 * ...Layer} and {@code ...Vertex} compute.
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
