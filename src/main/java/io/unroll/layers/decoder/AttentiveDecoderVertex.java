package io.unroll.layers.decoder;

import io.unroll.layers.attention.AttentionWeights;
import io.unroll.layers.recurrent.StateArrays;
import java.util.Optional;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running form of {@link AttentiveDecoder}: hands the layer its second and third input. */
public final class AttentiveDecoderVertex extends LayerVertex implements AttentionWeights {
  private static final int SOURCE = 1;
  private static final int FIRST_STATE = 2;

  private final AttentiveDecoderLayer decoder;

  AttentiveDecoderVertex(
      ComputationGraph graph, String name, int index, AttentiveDecoderLayer layer, DataType type) {
    super(graph, name, index, layer, null, false, type);
    this.decoder = layer;
  }

  @Override
  public INDArray attentionWeights() {
    return decoder
        .attentionWeights()
        .orElseThrow(
            () -> new IllegalStateException("vertex '" + vertexName + "' has not been run"));
  }

  @Override
  public void setInput(int number, INDArray input, LayerWorkspaceMgr workspaces) {
    if (number == 0) {
      super.setInput(0, input, workspaces);
      return;
    }
    inputs[number] = input;
    if (number == SOURCE) {
      decoder.source().setStates(input);
    } else {
      decoder.setInitialState(StateArrays.split(input, decoder.layerConf().getNOut()));
    }
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray @Nullable [] masks, MaskState state, int batch) {
    decoder.source().setMask(masks == null ? Optional.empty() : Optional.ofNullable(masks[SOURCE]));
    return super.feedForwardMaskArrays(masks, state, batch);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    Pair<Gradient, INDArray[]> own = super.doBackward(tbptt, workspaces);
    INDArray[] dInputs = new INDArray[inputs.length];
    dInputs[0] = own.getSecond()[0];
    dInputs[SOURCE] =
        workspaces
            .leverageTo(ArrayType.ACTIVATION_GRAD, decoder.sourceGradient_SBH())
            .permute(1, 2, 0);
    if (dInputs.length > FIRST_STATE) {
      dInputs[FIRST_STATE] =
          StateArrays.join(decoder.initialStateGradient(), ArrayType.ACTIVATION_GRAD, workspaces);
    }
    return new Pair<>(own.getFirst(), dInputs);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
