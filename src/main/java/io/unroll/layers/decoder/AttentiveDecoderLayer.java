package io.unroll.layers.decoder;

import io.unroll.layers.attention.SequenceAttention.Score;
import io.unroll.layers.backend.KernelUse;
import io.unroll.layers.backend.NativeKernels;
import io.unroll.layers.decoder.AttentiveRecurrence.State;
import io.unroll.layers.kernel.BlockOperations;
import io.unroll.layers.kernel.NativeBlocks;
import io.unroll.layers.kernel.Padding;
import io.unroll.layers.kernel.PortableBlocks;
import io.unroll.layers.recurrent.CellState;
import io.unroll.layers.recurrent.RunningRecurrentLayer;
import io.unroll.layers.recurrent.SequenceCellLayer;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The running form of {@link AttentiveCell}: DL4J's protocol around an {@link AttentiveRecurrence}.
 *
 * <p>The state it stores is the cell's and, with input feeding, the last attentional state.
 */
final class AttentiveDecoderLayer extends RunningRecurrentLayer<AttentiveCell> {
  private static final long serialVersionUID = 1L;

  private static final String ATTENTIONAL = "prevAttentional";
  private static final BlockOperations PORTABLE = new PortableBlocks();

  private transient Optional<BlockOperations> nativeBlocks = Optional.empty();
  private final transient SourceInput source = new SourceInput();
  private transient Optional<CellState> initial = Optional.empty();
  private transient Optional<AttentiveRecurrence> running = Optional.empty();
  private transient Optional<AttentiveRecurrence.Gradients> gradients = Optional.empty();
  private transient Optional<INDArray> weights_TBS = Optional.empty();

  AttentiveDecoderLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public Optional<String> fallback() {
    return KernelUse.fallback(layerConf().getKernels(), NativeKernels.problem(dataType));
  }

  private BlockOperations operations() {
    if (!KernelUse.decide(
        layerConf().getLayerName(), layerConf().getKernels(), NativeKernels.problem(dataType))) {
      return PORTABLE;
    }
    if (nativeBlocks.isEmpty()) {
      nativeBlocks = Optional.of(new NativeBlocks());
    }
    return nativeBlocks.get();
  }

  /** Takes the encoder's states, until the next {@link #clear}. */
  SourceInput source() {
    return source;
  }

  /**
   * Sets the state before the first step of passes that carry none, until the next {@link #clear}.
   */
  void setInitialState(CellState state) {
    initial = Optional.of(state);
  }

  /** Returns the gradient by the initial state of the last backward pass. */
  CellState initialStateGradient() {
    return gradients.orElseThrow().initial();
  }

  /** Returns the gradient by the encoder's states of the last backward pass. */
  INDArray sourceGradient_SBH() {
    return gradients.orElseThrow().source_SBH();
  }

  /** Returns a copy of the attention weights [B, T, S] of the last pass; empty before the first. */
  Optional<INDArray> attentionWeights() {
    return weights_TBS.map(weights -> weights.permute(1, 0, 2).dup('c'));
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    return run(training, Map.of(), workspaces);
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray input, boolean training, boolean storeLast, LayerWorkspaceMgr workspaces) {
    setInput(input, workspaces);
    INDArray output = run(training, tBpttStateMap, workspaces);
    if (storeLast) {
      store(tBpttStateMap);
    }
    return output;
  }

  @Override
  public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaces) {
    setInput(input, workspaces);
    INDArray output = run(false, stateMap, workspaces);
    store(stateMap);
    return output;
  }

  private void store(Map<String, INDArray> states) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      State last = running.orElseThrow().last();
      states.put(SequenceCellLayer.HIDDEN, last.cell().hidden_BH());
      last.cell().memory_BH().ifPresent(c -> states.put(SequenceCellLayer.MEMORY, c));
      last.attentional_BH().ifPresent(o -> states.put(ATTENTIONAL, o));
    }
  }

  private INDArray run(
      boolean training, Map<String, INDArray> stored, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    INDArray output_TBH;
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      AttentiveRecurrence recurrence =
          AttentiveRecurrence.of(layerConf().getWiring(), pass(training, stored));
      output_TBH = recurrence.forward();
      running = Optional.of(recurrence);
      weights_TBS = Optional.of(recurrence.weights_TBS());
    }
    // A copy: the recurrence needs its own for the backward pass.
    return workspaces.dup(ArrayType.ACTIVATIONS, output_TBH, 'c').permute(1, 2, 0);
  }

  private AttentiveRecurrence.Run pass(boolean training, Map<String, INDArray> stored) {
    int batch = (int) input.size(0);
    BlockOperations operations = operations();
    Score score = layerConf().getScore();
    boolean goesOn = !training && stored.containsKey(SequenceCellLayer.HIDDEN);
    return new AttentiveRecurrence.Run(
        layerConf().recurrentCell(),
        score,
        operations,
        paramTable(),
        SourceInput.timeMajor(input, dataType, training),
        Padding.of(maskArray, batch, (int) input.size(2)),
        source.encoded(score, paramTable(), operations, dataType, training, goesOn),
        startingState(stored, batch));
  }

  private State startingState(Map<String, INDArray> stored, int batch) {
    INDArray hidden = stored.get(SequenceCellLayer.HIDDEN);
    if (hidden != null) {
      return new State(
          new CellState(hidden, Optional.ofNullable(stored.get(SequenceCellLayer.MEMORY))),
          Optional.ofNullable(stored.get(ATTENTIONAL)));
    }
    return new State(
        initial.orElseGet(() -> zeroState(layerConf().recurrentCell(), batch)), Optional.empty());
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    AttentiveRecurrence.Gradients made;
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray dOutput_TBH = epsilon.permute(2, 0, 1).castTo(dataType).dup('c');
      made = running.orElseThrow().backward(dOutput_TBH, gradientViews);
    }
    gradients = Optional.of(made);
    Gradient gradient = new DefaultGradient();
    gradientViews.forEach(gradient.gradientForVariable()::put);
    INDArray dInput_BET =
        workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, made.input_TBE()).permute(1, 2, 0);
    return new Pair<>(gradient, backpropDropOutIfPresent(dInput_BET));
  }

  @Override
  public void setMaskArray(@Nullable INDArray mask) {
    super.setMaskArray(mask);
    if (mask == null) {
      source.setMask(Optional.empty());
    }
  }

  @Override
  public void rnnClearPreviousState() {
    super.rnnClearPreviousState();
    source.forget();
  }

  @Override
  public void clear() {
    super.clear();
    source.clear();
    initial = Optional.empty();
    running = Optional.empty();
  }
}
