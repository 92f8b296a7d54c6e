package io.unroll.layers.output;

import io.unroll.layers.kernel.Elements;
import io.unroll.layers.kernel.Padding;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The running form of {@link VectorOutput}.
 *
 * <p>Legend: N = steps x batch, H = input size, W = size of a vector; z = before the activation.
 */
final class VectorOutputLayer extends ScoringLayer {
  private static final long serialVersionUID = 1L;
  private static final String WEIGHT = DefaultParamInitializer.WEIGHT_KEY;
  private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

  VectorOutputLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  private boolean bits() {
    return ((VectorOutput) conf().getLayer()).getKind() == VectorOutput.Kind.BITS;
  }

  private INDArray weights() {
    return Objects.requireNonNull(params.get(WEIGHT));
  }

  private INDArray scores(INDArray x_NH) {
    return x_NH.mmul(weights()).addiRowVector(Objects.requireNonNull(params.get(BIAS)));
  }

  @Override
  INDArray predictions(LayerWorkspaceMgr workspaces) {
    INDArray z_NW = scores(rows(input)).dup('c');
    INDArray y_NW = bits() ? Transforms.sigmoid(z_NW, false) : z_NW;
    return workspaces.leverageTo(ArrayType.ACTIVATIONS, bySteps(y_NW));
  }

  @Override
  TokenTally score(INDArray labels, @Nullable INDArray mask_BT, TokenListener listener) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return tally(scores(rows(input)).dup('c'), rows(labels), places(labels, mask_BT));
    }
  }

  /** Which places count, in the order of the rows. */
  private static boolean[] places(INDArray labels_BWT, @Nullable INDArray mask_BT) {
    int batch = (int) labels_BWT.size(0);
    int steps = (int) labels_BWT.size(2);
    Padding padding = Padding.of(mask_BT, batch, steps);
    boolean[] counts = new boolean[batch * steps];
    for (int place = 0; place < counts.length; place++) {
      counts[place] = !padding.at(place % batch, place / batch);
    }
    return counts;
  }

  private TokenTally tally(INDArray z_NW, INDArray y_NW, boolean[] counts) {
    int size = (int) z_NW.size(1);
    Elements z = Elements.of(z_NW);
    Elements y = Elements.of(y_NW);
    double nats = 0;
    long steps = 0;
    long correct = 0;
    for (int place = 0; place < counts.length; place++) {
      if (counts[place]) {
        boolean all = bits();
        for (int i = place * size; i < (place + 1) * size; i++) {
          nats += loss(z.get(i), y.get(i));
          all &= z.get(i) > 0 == y.get(i) > 0 && !Double.isNaN(z.get(i));
        }
        steps++;
        if (all) {
          correct++;
        }
      }
    }
    z.keep();
    y.keep();
    return new TokenTally(nats, nats, steps, correct);
  }

  private double loss(double z, double y) {
    return bits() ? crossEntropy(z, y) : halfSquare(z - y);
  }

  /** -y ln sigmoid(z) - (1 - y) ln(1 - sigmoid(z)), without overflow. */
  private static double crossEntropy(double z, double y) {
    return Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));
  }

  private static double halfSquare(double difference) {
    return difference * difference / 2;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    applyDropOutIfNecessary(true, workspaces);
    INDArray x_NH = rows(input);
    INDArray z_NW = scores(x_NH).dup('c');
    INDArray y_NW = rows(labels);
    boolean[] counts = places(labels, labelMask_BT());
    remember(tally(z_NW, y_NW, counts));
    INDArray dz_NW = (bits() ? Transforms.sigmoid(z_NW, false) : z_NW).subi(y_NW);
    silence(dz_NW, counts);
    Objects.requireNonNull(gradientViews.get(WEIGHT)).assign(x_NH.transpose().mmul(dz_NW));
    INDArray db = Objects.requireNonNull(gradientViews.get(BIAS));
    db.assign(dz_NW.sum(0).reshape(db.shape()));
    INDArray dx_NH =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, dataType, new long[] {x_NH.size(0), x_NH.size(1)}, 'c');
    dz_NW.mmuli(weights().transpose(), dx_NH);
    return new Pair<>(gradients(), backpropDropOutIfPresent(bySteps(dx_NH)));
  }

  private static void silence(INDArray dz_NW, boolean[] counts) {
    int size = (int) dz_NW.size(1);
    Elements dz = Elements.of(dz_NW);
    for (int place = 0; place < counts.length; place++) {
      for (int i = place * size; i < (place + 1) * size && !counts[place]; i++) {
        dz.put(i, 0);
      }
    }
    dz.keep();
  }
}
