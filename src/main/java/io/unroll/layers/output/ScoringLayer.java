package io.unroll.layers.output;

import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.RnnOutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An output layer of this project: compares its output with labels, step by step, and counts.
 *
 * <p>Legend: T = time steps, B = batch, N = steps x batch, X = any size. A step counts where the
 * label mask [B, T] is not zero.
 */
public abstract class ScoringLayer extends RnnOutputLayer {
  private static final long serialVersionUID = 1L;

  private transient @Nullable INDArray labelMask_BT;
  private transient @Nullable TokenTally tally;
  private transient @Nullable INDArray scored;
  private transient @Nullable INDArray scoredMask_BT;
  private transient TokenListener listener = TokenListener.NONE;

  ScoringLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /** Returns the loss and hits of the last pass that had labels. */
  public final TokenTally tally() {
    return Objects.requireNonNull(tally, "no pass with labels yet");
  }

  final void remember(TokenTally counted) {
    tally = counted;
  }

  /**
   * Makes the next pass without training compare with these labels instead of giving out
   * predictions: its activation is a placeholder, its result the {@link #tally}.
   *
   * @param labels as for training
   * @param mask_BT zero where a label does not count
   * @param told of each label that counts, where labels are tokens
   */
  public final void scoreNext(INDArray labels, @Nullable INDArray mask_BT, TokenListener told) {
    listener = told;
    scored = labels;
    scoredMask_BT = mask_BT;
  }

  final @Nullable INDArray labelMask_BT() {
    return labelMask_BT;
  }

  /** Kept as [B, T]; the stock layer makes a column of it. */
  @Override
  public void setMaskArray(@Nullable INDArray mask) {
    super.setMaskArray(mask);
    labelMask_BT = mask;
  }

  /** Compares the input's predictions with labels. */
  abstract TokenTally score(INDArray labels, @Nullable INDArray mask_BT, TokenListener listener);

  /** Returns the layer's output if there are no targets, from an input that dropout has passed. */
  abstract INDArray predictions(LayerWorkspaceMgr workspaces);

  @Override
  public final INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray labelled = scored;
    if (labelled != null) {
      scored = null;
      tally = score(labelled, scoredMask_BT, listener);
      return workspaces.leverageTo(ArrayType.ACTIVATIONS, labelled.castTo(dataType).dup());
    }
    applyDropOutIfNecessary(training, workspaces);
    return predictions(workspaces);
  }

  @Override
  public final double computeScore(
      double regularisation, boolean training, LayerWorkspaceMgr workspaces) {
    if (!training || tally == null) {
      tally = score(labels, labelMask_BT, TokenListener.NONE);
    }
    double sum = tally().loss();
    score = (conf().isMiniBatch() ? sum / getInputMiniBatchSize() : sum) + regularisation;
    return score;
  }

  final Gradient gradients() {
    Gradient gradient = new DefaultGradient();
    gradientViews.forEach((key, view) -> gradient.gradientForVariable().put(key, view));
    return gradient;
  }

  /** [B, X, T] as one row for every place, step by step. */
  final INDArray rows(INDArray array_BXT) {
    INDArray array_TBX = array_BXT.castTo(dataType).permute(2, 0, 1).dup('c');
    return array_TBX.reshape('c', array_TBX.size(0) * array_TBX.size(1), array_TBX.size(2));
  }

  /** Returns the reverse of {@link #rows}. */
  final INDArray bySteps(INDArray array_NX) {
    return array_NX.reshape('c', input.size(2), input.size(0), array_NX.size(1)).permute(1, 2, 0);
  }

  /** Refuses to lend the input to dropout: others may need it. */
  @Override
  public void allowInputModification(boolean allow) {}

  /** On [time, batch, size], as our layers lay activations out. */
  @Override
  protected void applyDropOutIfNecessary(boolean training, LayerWorkspaceMgr workspaces) {
    input = input.permute(2, 0, 1);
    super.applyDropOutIfNecessary(training, workspaces);
    input = input.permute(1, 2, 0);
  }

  @Override
  protected INDArray backpropDropOutIfPresent(INDArray epsilon) {
    super.backpropDropOutIfPresent(epsilon.permute(2, 0, 1));
    return epsilon;
  }

  @Override
  public void clear() {
    super.clear();
    labelMask_BT = null;
  }
}
