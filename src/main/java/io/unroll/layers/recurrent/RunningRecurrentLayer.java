package io.unroll.layers.recurrent;

import io.unroll.layers.backend.KernelLayer;
import java.util.Optional;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The part of DL4J's protocol that all running recurrent layers of this project answer alike:
 * dropout of the input, the mask, truncated backpropagation and the state before the first step.
 *
 * @param <C> the layer's configuration
 */
public abstract class RunningRecurrentLayer<C extends BaseRecurrentLayer>
    extends org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer<C> implements KernelLayer {
  private static final long serialVersionUID = 1L;

  protected RunningRecurrentLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /** Returns a state of zeros, with a memory cell where the cell has one. */
  protected final CellState zeroState(RecurrentCell cell, int batch) {
    long hidden = layerConf().getNOut();
    return new CellState(
        Nd4j.zeros(dataType, batch, hidden),
        cell.hasMemory() ? Optional.of(Nd4j.zeros(dataType, batch, hidden)) : Optional.empty());
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int length, LayerWorkspaceMgr workspaces) {
    if (length > 0 && length < input.size(2)) {
      throw new UnsupportedOperationException(
          ("%s: the backward length of truncated backpropagation must be its forward length, got %s"
                  + " of %s")
              .formatted(layerId(), length, input.size(2)));
    }
    return backpropGradient(epsilon, workspaces);
  }

  /** The mask says which steps are real; consumers of the states apply it. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      @Nullable INDArray mask, MaskState state, int batch) {
    maskArray = mask;
    return new Pair<>(mask, MaskState.Passthrough);
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
  public Type type() {
    return Type.RECURRENT;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
