package io.unroll.layers.embedding;

import io.unroll.layers.kernel.NativeMemory;
import io.unroll.layers.kernel.Padding;
import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The running form of {@link TokenEmbedding}; needs no kernel and runs in any float type.
 *
 * <p>Legend: T = time steps, B = batch, E = size of a vector.
 */
public final class TokenEmbeddingLayer extends BaseLayer<TokenEmbedding> {
  private static final long serialVersionUID = 1L;
  private static final String TABLE = DefaultParamInitializer.WEIGHT_KEY;

  private transient @Nullable TokenIds looked;

  TokenEmbeddingLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /** Returns the table [V, E]. */
  public INDArray table() {
    return Objects.requireNonNull(params.get(TABLE));
  }

  /** Receives the gradient by the table. */
  public INDArray tableGradient() {
    return Objects.requireNonNull(gradientViews.get(TABLE));
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    INDArray table = getParamWithNoise(TABLE, training, workspaces);
    TokenIds ids = TokenIds.read(input, null, layerConf().getNIn());
    looked = ids;
    long size = layerConf().getNOut();
    INDArray y_TBE =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {ids.steps(), ids.batch(), size}, 'c');
    long bytes = size * dataType.width();
    long from = NativeMemory.address(table);
    long to = NativeMemory.address(y_TBE);
    for (int place = 0; place < ids.count(); place++) {
      Pointer.memcpy(
          new NativeMemory.Address(to + place * bytes),
          new NativeMemory.Address(from + ids.ids()[place] * bytes),
          bytes);
    }
    return y_TBE.permute(1, 2, 0);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    TokenIds ids = Objects.requireNonNull(looked, "no forward pass to differentiate");
    INDArray receiver = tableGradient();
    if (!layerConf().isTied()) {
      receiver.assign(0);
    }
    INDArray dy_TBE = epsilon.permute(2, 0, 1);
    INDArray dense = NativeMemory.isDense(dy_TBE) ? dy_TBE : dy_TBE.dup('c');
    Padding padding = Padding.of(maskArray, ids.batch(), ids.steps());
    if (dataType == DataType.FLOAT) {
      addFloats(ids, padding, NativeMemory.floats(dense), NativeMemory.floats(receiver));
    } else {
      addDoubles(ids, padding, NativeMemory.doubles(dense), NativeMemory.doubles(receiver));
    }
    Reference.reachabilityFence(dense);
    Gradient gradient = new DefaultGradient();
    gradient.gradientForVariable().put(TABLE, receiver);
    weightNoiseParams.clear();
    return new Pair<>(gradient, null);
  }

  /** Adds to the rows that were looked up, in the order of the steps. */
  private void addFloats(TokenIds ids, Padding padding, FloatBuffer dy, FloatBuffer table) {
    int size = (int) layerConf().getNOut();
    float[] vector = new float[size];
    float[] sum = new float[size];
    for (int place = 0; place < ids.count(); place++) {
      if (!padding.at(place % ids.batch(), place / ids.batch())) {
        int row = ids.ids()[place] * size;
        dy.get(place * size, vector);
        table.get(row, sum);
        for (int i = 0; i < size; i++) {
          sum[i] += vector[i];
        }
        table.put(row, sum);
      }
    }
  }

  private void addDoubles(TokenIds ids, Padding padding, DoubleBuffer dy, DoubleBuffer table) {
    int size = (int) layerConf().getNOut();
    for (int place = 0; place < ids.count(); place++) {
      if (!padding.at(place % ids.batch(), place / ids.batch())) {
        for (int i = 0; i < size; i++) {
          int at = ids.ids()[place] * size + i;
          table.put(at, table.get(at) + dy.get(place * size + i));
        }
      }
    }
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
