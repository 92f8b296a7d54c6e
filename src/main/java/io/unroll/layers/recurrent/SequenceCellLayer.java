package io.unroll.layers.recurrent;

import io.unroll.layers.backend.KernelUse;
import io.unroll.layers.backend.NativeKernels;
import io.unroll.layers.kernel.Padding;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The running form of every recurrent layer of this project: DL4J's protocol around a {@link
 * Recurrence}.
 *
 * <p>The stock layers run the forward pass twice in a training step, and in a computation graph
 * forget the carried state the second time; here the backward pass differentiates the forward pass
 * that was run.
 */
public final class SequenceCellLayer extends RunningRecurrentLayer<BaseRecurrentLayer> {
  private static final long serialVersionUID = 1L;

  public static final String HIDDEN =
      org.deeplearning4j.nn.layers.recurrent.LSTM.STATE_KEY_PREV_ACTIVATION;
  public static final String MEMORY =
      org.deeplearning4j.nn.layers.recurrent.LSTM.STATE_KEY_PREV_MEMCELL;
  private static final List<String> KEYS =
      List.of(
          LSTMParamInitializer.INPUT_WEIGHT_KEY,
          LSTMParamInitializer.RECURRENT_WEIGHT_KEY,
          LSTMParamInitializer.BIAS_KEY);

  private final RecurrentSettings settings;
  private transient @Nullable RecurrenceChoice choice;
  private transient @Nullable Recurrence running;
  private transient @Nullable CellState initial;
  private transient @Nullable CellState initialGradient;
  private transient @Nullable CellState last;
  private transient @Nullable INDArray lastMemoryGradient;
  private transient boolean parametersFixed;
  private transient Padding lastPadding = Padding.none();

  private SequenceCellLayer(
      NeuralNetConfiguration conf, DataType type, RecurrentSettings settings) {
    super(conf, type);
    this.settings = settings;
  }

  /**
   * Returns the layer that a configuration instantiates, over its part of the network's parameters.
   */
  static SequenceCellLayer of(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type,
      RecurrentSettings settings) {
    SequenceCellLayer layer = new SequenceCellLayer(conf, type, settings);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(conf.getLayer().initializer().init(conf, parameters, initialise));
    return layer;
  }

  @Override
  public Optional<String> fallback() {
    return KernelUse.fallback(settings.kernels(), NativeKernels.problem(dataType));
  }

  private Recurrence recurrence(Padding padding, boolean stateCarriedIn) {
    if (choice == null) {
      choice = new RecurrenceChoice(settings, layerConf().getNIn(), layerConf().getNOut());
    }
    return choice.next(layerConf().getLayerName(), dataType, padding, stateCarriedIn);
  }

  /** Promises that parameters do not change any more. */
  void fixParameters() {
    parametersFixed = true;
  }

  /**
   * Sets the state before the first step of passes that carry none, until the next {@link #clear}.
   */
  void setInitialState(CellState state) {
    initial = state;
  }

  /** Returns the gradient by the initial state of the last backward pass. */
  CellState initialStateGradient() {
    return Objects.requireNonNull(initialGradient, "no backward pass yet");
  }

  /** Returns the state after each row's last real step, for a configuration that hands it over. */
  CellState lastState() {
    return Objects.requireNonNull(last, "no forward pass yet");
  }

  /** Returns the last real step of a row of the last pass. */
  int lastRealStep(int row) {
    return lastPadding.lastReal(row, (int) input.size(2));
  }

  /** Gives the next backward pass the gradient of the loss by the last memory cell. */
  void setLastMemoryGradient(INDArray gradient_BH) {
    lastMemoryGradient = gradient_BH;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    return run(training, Map.of(), settings.handsOver(), workspaces);
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray input, boolean training, boolean storeLast, LayerWorkspaceMgr workspaces) {
    setInput(input, workspaces);
    boolean wanted = storeLast || settings.handsOver();
    INDArray output = run(training, tBpttStateMap, wanted, workspaces);
    if (storeLast) {
      store(tBpttStateMap);
    }
    return output;
  }

  @Override
  public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaces) {
    setInput(input, workspaces);
    INDArray output = run(false, stateMap, true, workspaces);
    store(stateMap);
    return output;
  }

  private void store(Map<String, INDArray> states) {
    states.put(HIDDEN, lastState().hidden_BH());
    lastState().memory_BH().ifPresent(memory -> states.put(MEMORY, memory));
  }

  private INDArray run(
      boolean training,
      Map<String, INDArray> stored,
      boolean stateWanted,
      LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    if (input.rank() != 3) {
      throw new IllegalArgumentException(
          "%s takes activations [batch, size, time], got rank %s"
              .formatted(layerId(), input.rank()));
    }
    applyDropOutIfNecessary(training, workspaces);
    int batch = (int) input.size(0);
    Padding padding = Padding.of(maskArray, batch, (int) input.size(2));
    lastPadding = padding;
    running = recurrence(padding, initial != null || stored.containsKey(HIDDEN));
    Recurrence.Pass pass =
        running.forward(
            new Recurrence.Run(
                input.castTo(dataType),
                padding,
                startingState(stored, batch),
                parameters(key -> getParamWithNoise(key, training, workspaces)),
                stateWanted,
                parametersFixed && !training),
            workspaces);
    last = pass.last();
    return pass.output_BHT();
  }

  private CellState startingState(Map<String, INDArray> stored, int batch) {
    INDArray hidden = stored.get(HIDDEN);
    if (hidden != null) {
      return new CellState(hidden, Optional.ofNullable(stored.get(MEMORY)));
    }
    return initial != null ? initial : zeroState(settings.cell(), batch);
  }

  /**
   * Returns the arrays of the parameters' names; an empty one where there are no recurrent weights.
   */
  private CellParameters parameters(Function<String, INDArray> arrays) {
    String recurrent = KEYS.get(1);
    return new CellParameters(
        arrays.apply(KEYS.get(0)),
        params.containsKey(recurrent) ? arrays.apply(recurrent) : Nd4j.empty(dataType),
        arrays.apply(KEYS.get(2)));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    Recurrence.Gradients gradients =
        Objects.requireNonNull(running, "no forward pass to differentiate")
            .backward(
                epsilon.castTo(dataType),
                Optional.ofNullable(lastMemoryGradient),
                parameters(this::gradientView),
                workspaces);
    initialGradient = gradients.initial();
    lastMemoryGradient = null;
    weightNoiseParams.clear();
    Gradient gradient = new DefaultGradient();
    params.keySet().forEach(key -> gradient.gradientForVariable().put(key, gradientView(key)));
    return new Pair<>(gradient, backpropDropOutIfPresent(gradients.input_BIT()));
  }

  private INDArray gradientView(String key) {
    return Objects.requireNonNull(gradientViews.get(key), key);
  }

  @Override
  public void clear() {
    super.clear();
    initial = null;
    lastMemoryGradient = null;
  }
}
