package io.unroll.layers;

import static org.deeplearning4j.nn.params.LSTMParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.LSTMParamInitializer.INPUT_WEIGHT_KEY;
import static org.deeplearning4j.nn.params.LSTMParamInitializer.RECURRENT_WEIGHT_KEY;

import io.unroll.config.BackendSettings.Kernels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The running form of {@link SequenceLstm}: keeps one kernel per sequence length and batch size.
 *
 * <p>The stock layer runs the forward pass twice in a training step, and in a computation graph
 * forgets the carried state the second time; here the backward pass differentiates the forward pass
 * that was run, also when the stock code serves as the fallback.
 */
final class SequenceLstmLayer extends LSTM implements KernelLayer {
  private static final long serialVersionUID = 1L;
  private static final int KERNELS_KEPT = 8;

  private final boolean nativeKernel;
  private final transient LinkedHashMap<Long, LstmKernel> kernels =
      new LinkedHashMap<>(KERNELS_KEPT, 0.75f, true);
  private transient Optional<LstmKernel> pending = Optional.empty();
  private transient boolean carried;

  SequenceLstmLayer(NeuralNetConfiguration conf, DataType dataType, boolean nativeKernel) {
    super(conf, dataType);
    this.nativeKernel = nativeKernel;
  }

  /** Padding never precedes real steps, so the mask is for the consumers only. */
  @Override
  public void setMaskArray(@Nullable INDArray mask) {}

  @Override
  public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaces) {
    setInput(input, workspaces);
    return activate(training, workspaces);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    carried = false;
    if (!kernelServes()) {
      return super.activate(training, workspaces);
    }
    return run(training, Map.of(), workspaces).output;
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray input, boolean training, boolean storeLast, LayerWorkspaceMgr workspaces) {
    carried = true;
    setInput(input, workspaces);
    if (!kernelServes()) {
      return super.rnnActivateUsingStoredState(input, training, storeLast, workspaces);
    }
    Pass pass = run(training, tBpttStateMap, workspaces);
    if (storeLast) {
      tBpttStateMap.put(STATE_KEY_PREV_ACTIVATION, pass.lastHidden);
      tBpttStateMap.put(STATE_KEY_PREV_MEMCELL, pass.lastCell);
    }
    return pass.output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    if (pending.isEmpty()) {
      return carried
          ? super.tbpttBackpropGradient(epsilon, (int) input.size(2), workspaces)
          : super.backpropGradient(epsilon, workspaces);
    }
    LstmKernel kernel = pending.get();
    pending = Optional.empty();
    kernel.backward(
        dense(epsilon),
        gradientView(INPUT_WEIGHT_KEY),
        gradientView(RECURRENT_WEIGHT_KEY),
        gradientView(BIAS_KEY));
    Gradient gradient = new DefaultGradient();
    for (String key : new String[] {INPUT_WEIGHT_KEY, RECURRENT_WEIGHT_KEY, BIAS_KEY}) {
      gradient.gradientForVariable().put(key, gradientView(key));
    }
    long[] shape_TBI = {input.size(2), input.size(0), input.size(1)};
    INDArray dx =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, shape_TBI, 'c');
    kernel.inputGradient(dx);
    return new Pair<>(gradient, backpropDropOutIfPresent(dx.permute(1, 2, 0)));
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int length, LayerWorkspaceMgr workspaces) {
    return pending.isPresent()
        ? backpropGradient(epsilon, workspaces)
        : super.tbpttBackpropGradient(epsilon, length, workspaces);
  }

  private INDArray gradientView(String key) {
    return Objects.requireNonNull(gradientViews.get(key), key);
  }

  @Override
  public Optional<String> fallback() {
    Optional<String> precision =
        dataType == DataType.FLOAT
            ? Optional.empty()
            : Optional.of("parameters are " + dataType + ", the kernel takes FLOAT");
    return KernelUse.fallback(
        nativeKernel ? Kernels.AUTO : Kernels.STOCK,
        NativeKernels.problem().map(e -> "oneDNN cannot be loaded: " + e).or(() -> precision));
  }

  private boolean kernelServes() {
    pending = Optional.empty();
    return fallback().isEmpty() && input.rank() == 3;
  }

  private record Pass(INDArray output, INDArray lastHidden, INDArray lastCell) {}

  private Pass run(boolean training, Map<String, INDArray> state, LayerWorkspaceMgr workspaces) {
    applyDropOutIfNecessary(training, workspaces);
    INDArray x = dense(input);
    int batch = (int) x.size(0);
    int steps = (int) x.size(2);
    int hidden = (int) layerConf().getNOut();
    LstmKernel kernel = kernel(steps, batch);
    kernel.load(
        getParamWithNoise(INPUT_WEIGHT_KEY, training, workspaces),
        getParamWithNoise(RECURRENT_WEIGHT_KEY, training, workspaces),
        getParamWithNoise(BIAS_KEY, training, workspaces));
    kernel.forward(
        x,
        initial(state, STATE_KEY_PREV_ACTIVATION, batch, hidden),
        initial(state, STATE_KEY_PREV_MEMCELL, batch, hidden));
    INDArray y_TBH =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, DataType.FLOAT, new long[] {steps, batch, hidden}, 'c');
    kernel.output(y_TBH);
    INDArray h = Nd4j.createUninitializedDetached(DataType.FLOAT, batch, hidden);
    INDArray c = Nd4j.createUninitializedDetached(DataType.FLOAT, batch, hidden);
    kernel.lastState(h, c);
    pending = training ? Optional.of(kernel) : Optional.empty();
    return new Pass(y_TBH.permute(1, 2, 0), h, c);
  }

  private static INDArray initial(Map<String, INDArray> state, String key, int batch, int hidden) {
    INDArray carriedState = state.get(key);
    return carriedState != null ? carriedState : Nd4j.zeros(DataType.FLOAT, batch, hidden);
  }

  private LstmKernel kernel(int steps, int batch) {
    long shape = ((long) steps << 32) | batch;
    LstmKernel kernel = kernels.get(shape);
    if (kernel == null) {
      if (kernels.size() == KERNELS_KEPT) {
        Long oldest = kernels.keySet().iterator().next();
        kernels.remove(oldest).close();
      }
      kernel =
          new LstmKernel(steps, batch, (int) layerConf().getNIn(), (int) layerConf().getNOut());
      kernels.put(shape, kernel);
    }
    return kernel;
  }

  /** Broadcast views have zero strides, which a oneDNN descriptor cannot say. */
  private static INDArray dense(INDArray array) {
    for (int axis = 0; axis < array.rank(); axis++) {
      if (array.size(axis) > 1 && array.stride(axis) <= 0) {
        return array.dup('c');
      }
    }
    return array;
  }
}
