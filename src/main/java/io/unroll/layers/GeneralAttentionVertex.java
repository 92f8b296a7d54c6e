package io.unroll.layers;

import java.util.Map;
import java.util.Objects;
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
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The running form of {@link GeneralAttention}: a handful of batched matrix products over whole
 * sequences, forward and backward.
 *
 * <p>Suffixes name shapes: B = batch, T = decoder steps, S = encoder steps, H = hidden size, N = B
 * T.
 */
final class GeneralAttentionVertex extends BaseGraphVertex {

  private final GeneralAttention configuration;
  private final INDArray parameters;
  private final Map<String, INDArray> parameterTable;
  private Map<String, INDArray> gradientTable = Map.of();
  private @Nullable INDArray gradientView;
  private Optional<INDArray> sourceMask_BS = Optional.empty();

  GeneralAttentionVertex(
      GeneralAttention configuration,
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

  /** The states of one pass; recomputed for the backward pass, as DL4J's own vertices do. */
  private record Pass(
      INDArray decoder_BTH,
      INDArray encoder_BSH,
      INDArray query_BTH,
      INDArray weights_BTS,
      INDArray combined_N2H,
      INDArray output_NH) {}

  private Pass pass() {
    INDArray decoder_BTH = inputs[0].permute(0, 2, 1).dup('c');
    INDArray encoder_BSH = inputs[1].permute(0, 2, 1).dup('c');
    long batch = decoder_BTH.size(0);
    long steps = decoder_BTH.size(1);
    long hidden = decoder_BTH.size(2);
    INDArray decoder_NH = decoder_BTH.reshape('c', batch * steps, hidden);
    INDArray query_BTH =
        decoder_NH
            .mmul(parameter(GeneralAttention.SCORE_WEIGHT))
            .dup('c')
            .reshape('c', batch, steps, hidden);
    INDArray scores_BTS = product(query_BTH, encoder_BSH.permute(0, 2, 1));
    INDArray weights_BTS = maskedSoftmax(scores_BTS);
    INDArray context_BTH = product(weights_BTS, encoder_BSH);
    INDArray combined_N2H =
        Nd4j.hstack(context_BTH.reshape('c', batch * steps, hidden), decoder_NH);
    INDArray output_NH =
        Transforms.tanh(combined_N2H.mmul(parameter(GeneralAttention.COMBINE_WEIGHT)), false);
    return new Pass(decoder_BTH, encoder_BSH, query_BTH, weights_BTS, combined_N2H, output_NH);
  }

  private INDArray parameter(String name) {
    return Objects.requireNonNull(parameterTable.get(name), name);
  }

  private static INDArray product(INDArray left, INDArray right) {
    return Nd4j.matmul(left, right).dup('c');
  }

  /** Padded source steps get weight zero exactly, whatever their score. */
  private INDArray maskedSoftmax(INDArray scores_BTS) {
    INDArray shifted = scores_BTS.sub(scores_BTS.max(true, 2));
    INDArray exponentials = Transforms.exp(shifted, false);
    if (sourceMask_BS.isPresent()) {
      INDArray mask_BS = sourceMask_BS.get();
      exponentials.muli(
          mask_BS.castTo(exponentials.dataType()).reshape(mask_BS.size(0), 1, mask_BS.size(1)));
    }
    return exponentials.divi(exponentials.sum(true, 2));
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    Pass pass = pass();
    long[] shape_BTH = pass.decoder_BTH.shape();
    INDArray output_BHT = pass.output_NH.dup('c').reshape('c', shape_BTH).permute(0, 2, 1);
    return workspaces.dup(ArrayType.ACTIVATIONS, output_BHT);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    Pass pass = pass();
    long batch = pass.decoder_BTH.size(0);
    long steps = pass.decoder_BTH.size(1);
    long hidden = pass.decoder_BTH.size(2);
    INDArray dOutput_NH = epsilon.permute(0, 2, 1).dup('c').reshape('c', batch * steps, hidden);
    INDArray dLinear_NH = dOutput_NH.mul(pass.output_NH.mul(pass.output_NH).rsubi(1.0));
    INDArray dCombined_N2H =
        dLinear_NH.mmul(parameter(GeneralAttention.COMBINE_WEIGHT).transpose());
    INDArray dContext_BTH = columns(dCombined_N2H, 0, hidden).reshape('c', batch, steps, hidden);
    INDArray dWeights_BTS = product(dContext_BTH, pass.encoder_BSH.permute(0, 2, 1));
    INDArray inner_BT1 = dWeights_BTS.mul(pass.weights_BTS).sum(true, 2);
    INDArray dScores_BTS = dWeights_BTS.sub(inner_BT1).muli(pass.weights_BTS);
    INDArray dQuery_NH = product(dScores_BTS, pass.encoder_BSH).reshape('c', batch * steps, hidden);
    INDArray dEncoder_BSH =
        product(pass.weights_BTS.permute(0, 2, 1), dContext_BTH)
            .addi(product(dScores_BTS.permute(0, 2, 1), pass.query_BTH));
    INDArray dDecoder_NH =
        columns(dCombined_N2H, hidden, 2 * hidden)
            .addi(dQuery_NH.mmul(parameter(GeneralAttention.SCORE_WEIGHT).transpose()));
    INDArray decoder_NH = pass.decoder_BTH.reshape('c', batch * steps, hidden);
    INDArray dDecoder_BTH = dDecoder_NH.reshape('c', batch, steps, hidden);
    return new Pair<>(
        gradient(
            decoder_NH.transpose().mmul(dQuery_NH), pass.combined_N2H.transpose().mmul(dLinear_NH)),
        new INDArray[] {
          workspaces.dup(ArrayType.ACTIVATION_GRAD, dDecoder_BTH.permute(0, 2, 1)),
          workspaces.dup(ArrayType.ACTIVATION_GRAD, dEncoder_BSH.permute(0, 2, 1))
        });
  }

  private static INDArray columns(INDArray matrix, long from, long to) {
    return matrix
        .get(
            org.nd4j.linalg.indexing.NDArrayIndex.all(),
            org.nd4j.linalg.indexing.NDArrayIndex.interval(from, to))
        .dup('c');
  }

  private Gradient gradient(INDArray dScoreWeight, INDArray dCombineWeight) {
    Map<String, INDArray> values =
        Map.of(
            GeneralAttention.SCORE_WEIGHT, dScoreWeight,
            GeneralAttention.COMBINE_WEIGHT, dCombineWeight);
    Gradient gradient = new DefaultGradient();
    gradientTable.forEach(
        (name, view) -> {
          view.assign(Objects.requireNonNull(values.get(name), name));
          gradient.gradientForVariable().put(name, view);
        });
    return gradient;
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
    return "GeneralAttention(" + vertexName + ")";
  }
}
