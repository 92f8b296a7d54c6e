package io.unroll.layers.attention;

import io.unroll.layers.attention.AttentionComputation.States;
import io.unroll.layers.backend.KernelLayer;
import io.unroll.layers.backend.KernelUse;
import io.unroll.layers.backend.NativeKernels;
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
 *
 * <p>While predicting, one step at a time, several decoder rows may share an encoder row: row b of
 * the C x B decoder states [C * B, H, 1] attends to encoder row b modulo B. They are worked on as C
 * steps of one row, so the encoder's states are read once for all of them.
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
  private long sharing = 1;

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
    INDArray weights_BTS =
        last.orElseThrow(
                () -> new IllegalStateException("vertex '" + vertexName + "' has not been run"))
            .weights();
    return sharing == 1
        ? weights_BTS
        : weights_BTS
            .permute(1, 0, 2)
            .dup('c')
            .reshape('c', sharing * weights_BTS.size(0), 1, weights_BTS.size(2));
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    AttentionComputation computation = computation();
    last = Optional.of(computation);
    long rows = inputs[1].size(0);
    sharing = inputs[0].size(0) / rows;
    if (sharing == 1) {
      return computation.forward(
          new States(inputs[0], inputs[1], sourceMask_BS), training, workspaces);
    }
    if (training || inputs[0].size(2) != 1 || sharing * rows != inputs[0].size(0)) {
      throw new IllegalStateException(
          "decoder states %s do not fit encoder states %s"
              .formatted(inputs[0].shapeInfoToString(), inputs[1].shapeInfoToString()));
    }
    long hidden = inputs[0].size(1);
    INDArray decoder_BHC =
        inputs[0].permute(2, 0, 1).reshape('c', sharing, rows, hidden).permute(1, 2, 0);
    INDArray output_BHC =
        computation.forward(
            new States(decoder_BHC, inputs[1], sourceMask_BS), training, workspaces);
    return output_BHC.permute(2, 0, 1).reshape('c', 1, sharing * rows, hidden).permute(1, 2, 0);
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
