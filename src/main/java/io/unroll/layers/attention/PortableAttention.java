package io.unroll.layers.attention;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.unroll.layers.attention.SequenceAttention.Score;
import io.unroll.layers.kernel.PortableBlocks;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Attention by ND4J's operations, in any floating type: the reference for the native one, and what
 * serves where that cannot.
 *
 * <p>Suffixes as in {@link AttentionComputation}; N = B T. The backward pass runs the forward pass
 * again, as DL4J's own vertices do: between the two, workspaces take back what is not an
 * activation.
 */
final class PortableAttention implements AttentionComputation {
  private final PortableScore score;
  private final Map<String, INDArray> parameters;
  private Optional<States> states = Optional.empty();
  private Optional<INDArray> lastWeights_BTS = Optional.empty();

  PortableAttention(Score score, Map<String, INDArray> parameters) {
    this.score = PortableScore.of(score, parameters);
    this.parameters = parameters;
  }

  private record Pass(
      INDArray decoder_BTH,
      INDArray encoder_BSH,
      INDArray weights_BTS,
      INDArray combined_N2H,
      INDArray output_NH) {}

  private Pass pass(States inputs) {
    INDArray decoder_BTH = inputs.decoder_BHT().permute(0, 2, 1).dup('c');
    INDArray encoder_BSH = inputs.encoder_BHS().permute(0, 2, 1).dup('c');
    INDArray scores_BTS = score.forward(decoder_BTH, encoder_BSH);
    INDArray weights_BTS = PortableBlocks.maskedSoftmax(scores_BTS, inputs.mask_BS());
    INDArray context_BTH = product(weights_BTS, encoder_BSH);
    INDArray combined_N2H = Nd4j.hstack(rows(context_BTH), rows(decoder_BTH));
    INDArray output_NH = Transforms.tanh(combined_N2H.mmul(combineWeight()), false);
    return new Pass(decoder_BTH, encoder_BSH, weights_BTS, combined_N2H, output_NH);
  }

  private INDArray combineWeight() {
    return Objects.requireNonNull(parameters.get(SequenceAttention.COMBINE_WEIGHT));
  }

  @Override
  public INDArray forward(States inputs, boolean training, LayerWorkspaceMgr workspaces) {
    states = Optional.of(inputs).filter(seen -> training).map(seen -> copy(seen, workspaces));
    Pass pass = pass(inputs);
    lastWeights_BTS = Optional.of(pass.weights_BTS.detach());
    long[] shape_BTH = pass.decoder_BTH.shape();
    INDArray output_BHT = pass.output_NH.dup('c').reshape('c', shape_BTH).permute(0, 2, 1);
    return workspaces.dup(ArrayType.ACTIVATIONS, output_BHT);
  }

  /** Others may write to the arrays before the backward pass; to these they cannot. */
  private static States copy(States states, LayerWorkspaceMgr workspaces) {
    return new States(
        workspaces.dup(ArrayType.INPUT, states.decoder_BHT()),
        workspaces.dup(ArrayType.INPUT, states.encoder_BHS()),
        states.mask_BS());
  }

  @Override
  public INDArray[] backward(
      INDArray dOutput_BHT, Map<String, INDArray> gradients, LayerWorkspaceMgr workspaces) {
    Pass pass =
        pass(states.orElseThrow(() -> new IllegalStateException("no forward pass was run")));
    long[] shape_BTH = pass.decoder_BTH.shape();
    long hidden = shape_BTH[2];
    INDArray dOutput_NH = rows(dOutput_BHT.permute(0, 2, 1).dup('c'));
    INDArray dLinear_NH = dOutput_NH.mul(pass.output_NH.mul(pass.output_NH).rsubi(1.0));
    put(gradients, SequenceAttention.COMBINE_WEIGHT, product(transposed(pass), dLinear_NH));
    INDArray dCombined_N2H = dLinear_NH.mmul(combineWeight().transpose());
    INDArray dContext_BTH = columns(dCombined_N2H, 0, hidden).reshape('c', shape_BTH);
    INDArray dDecoder_BTH = columns(dCombined_N2H, hidden, 2 * hidden).reshape('c', shape_BTH);
    INDArray dEncoder_BSH = product(pass.weights_BTS.permute(0, 2, 1), dContext_BTH);
    INDArray dWeights_BTS = product(dContext_BTH, pass.encoder_BSH.permute(0, 2, 1));
    INDArray inner_BT1 = dWeights_BTS.mul(pass.weights_BTS).sum(true, 2);
    INDArray dScores_BTS = dWeights_BTS.sub(inner_BT1).muli(pass.weights_BTS);
    PortableScore.Gradients byScore =
        score.backward(pass.decoder_BTH, pass.encoder_BSH, dScores_BTS, gradients);
    dDecoder_BTH.addi(byScore.decoder_BTH());
    dEncoder_BSH.addi(byScore.encoder_BSH());
    return new INDArray[] {
      workspaces.dup(ArrayType.ACTIVATION_GRAD, dDecoder_BTH.permute(0, 2, 1)),
      workspaces.dup(ArrayType.ACTIVATION_GRAD, dEncoder_BSH.permute(0, 2, 1))
    };
  }

  private static INDArray transposed(Pass pass) {
    return pass.combined_N2H.transpose();
  }

  static INDArray product(INDArray left, INDArray right) {
    return Nd4j.matmul(left, right).dup('c');
  }

  /** Returns a [B, T, size] array as [N, size]. */
  static INDArray rows(INDArray array) {
    return array.reshape('c', array.size(0) * array.size(1), array.size(2));
  }

  static void put(Map<String, INDArray> gradients, String name, INDArray gradient) {
    Objects.requireNonNull(gradients.get(name), name).assign(gradient);
  }

  private static INDArray columns(INDArray matrix, long from, long to) {
    return matrix.get(all(), interval(from, to)).dup('c');
  }

  @Override
  public INDArray weights() {
    return lastWeights_BTS
        .orElseThrow(() -> new IllegalStateException("no forward pass was run"))
        .dup('c');
  }

  @Override
  public void clear() {
    states = Optional.empty();
  }
}
