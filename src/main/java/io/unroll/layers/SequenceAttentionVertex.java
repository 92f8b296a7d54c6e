package io.unroll.layers;

import io.unroll.layers.AttentionComputation.States;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.layers.samediff.SDVertexParams;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.params.SameDiffParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The running form of {@link SequenceAttention}: has each pass computed natively where that serves,
 * by ND4J otherwise, and tells {@link KernelUse} which.
 */
public final class SequenceAttentionVertex extends BaseGraphVertex
    implements KernelLayer, AttentionWeights {

  private final SequenceAttention configuration;
  private final INDArray parameters;
  private final Map<String, INDArray> parameterTable;
  private final AttentionComputation portable;
  private Optional<AttentionComputation> kernel = Optional.empty();
  private Optional<AttentionComputation> last = Optional.empty();
  private Map<String, INDArray> gradientTable = Map.of();
  private @Nullable INDArray gradientView;
  private Optional<INDArray> sourceMask_BS = Optional.empty();

  SequenceAttentionVertex(
      SequenceAttention configuration,
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType dataType) {
    super(graph, name, index, null, null, dataType);
    this.configuration = configuration;
    this.parameters = parameters;
    this.parameterTable = tableOver(parameters);
    this.portable = new PortableAttention(configuration.getScore(), parameterTable);
    if (initialise) {
      configuration.initializeParameters(parameterTable);
    }
  }

  private Map<String, INDArray> tableOver(INDArray view) {
    SDVertexParams shapes = configuration.getVertexParams();
    return SameDiffParamInitializer.getInstance()
        .subsetAndReshape(
            shapes.getParameterKeys(), shapes.getParamShapes(), view, null, configuration);
  }

  @Override
  public INDArray attentionWeights() {
    return last.orElseThrow(
            () -> new IllegalStateException("vertex '" + vertexName + "' has not been run"))
        .weights();
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    AttentionComputation computation = computation();
    last = Optional.of(computation);
    return computation.forward(
        new States(inputs[0], inputs[1], sourceMask_BS), training, workspaces);
  }

  @Override
  public Optional<String> fallback() {
    return KernelUse.fallback(configuration.getKernels(), NativeKernels.problem(dataType));
  }

  private AttentionComputation computation() {
    Optional<String> problem = NativeKernels.problem(dataType);
    if (!KernelUse.decide(vertexName, configuration.getKernels(), problem)) {
      return portable;
    }
    if (kernel.isEmpty()) {
      kernel = Optional.of(new NativeAttention(configuration, parameterTable));
    }
    return kernel.get();
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    AttentionComputation computation =
        last.orElseThrow(
            () -> new IllegalStateException("vertex '" + vertexName + "' has not been run"));
    INDArray[] dStates = computation.backward(epsilon, gradientTable, workspaces);
    Gradient gradient = new DefaultGradient();
    gradientTable.forEach(gradient.gradientForVariable()::put);
    return new Pair<>(gradient, dStates);
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    gradientView = view;
    gradientTable = tableOver(view);
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray @Nullable [] masks, MaskState state, int batch) {
    sourceMask_BS = masks == null ? Optional.empty() : Optional.ofNullable(masks[1]);
    return configuration.feedForwardMaskArrays(masks, state, batch);
  }

  @Override
  public void clear() {
    super.clear();
    sourceMask_BS = Optional.empty();
    last.ifPresent(AttentionComputation::clear);
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public @Nullable Layer getLayer() {
    return null;
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backpropOnly) {
    return parameterTable;
  }

  @Override
  public TrainingConfig getConfig() {
    return configuration;
  }

  @Override
  public INDArray params() {
    return parameters;
  }

  @Override
  public @Nullable INDArray getGradientsViewArray() {
    return gradientView;
  }

  @Override
  public String toString() {
    return "SequenceAttention(" + vertexName + ", " + configuration.getScore() + ")";
  }
}
