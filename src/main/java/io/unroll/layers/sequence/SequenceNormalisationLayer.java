package io.unroll.layers.sequence;

import io.unroll.layers.kernel.DenseRows;
import io.unroll.layers.kernel.NativeMemory;
import io.unroll.layers.kernel.Padding;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The running form of {@link SequenceNormalisation}; needs no kernel and runs in any float type.
 *
 * <p>Legend: T = time steps, B = batch, H = features; d = gradient of the loss; n = the normalised
 * features, before gain and bias.
 */
final class SequenceNormalisationLayer extends BaseLayer<SequenceNormalisation> {
  private static final long serialVersionUID = 1L;

  /** PyTorch's; the square of the smallest deviation that is magnified to one. */
  private static final double EPSILON = 1e-5;

  SequenceNormalisationLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  private int size() {
    return (int) layerConf().getNOut();
  }

  private double[] vector(String key) {
    double[] values = new double[size()];
    DenseRows.of(Objects.requireNonNull(params.get(key)), size()).read(0, values);
    return values;
  }

  /** Turns features into n. Returns what they were divided by. */
  private static double normalise(double[] x_H) {
    double sum = 0;
    for (double x : x_H) {
      sum += x;
    }
    double mean = sum / x_H.length;
    double squares = 0;
    for (int i = 0; i < x_H.length; i++) {
      x_H[i] -= mean;
      squares += x_H[i] * x_H[i];
    }
    double deviation = Math.sqrt(squares / x_H.length + EPSILON);
    for (int i = 0; i < x_H.length; i++) {
      x_H[i] /= deviation;
    }
    return deviation;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    INDArray x_TBH = dense(input.castTo(dataType));
    INDArray y_TBH =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, x_TBH.shape(), 'c');
    DenseRows x = DenseRows.of(x_TBH, size());
    DenseRows y = DenseRows.of(y_TBH, size());
    double[] gain = vector(NormalisationParameters.GAIN);
    double[] bias = vector(NormalisationParameters.BIAS);
    double[] row_H = new double[size()];
    int rows = Math.toIntExact(x_TBH.length() / size());
    for (int row = 0; row < rows; row++) {
      x.read(row, row_H);
      normalise(row_H);
      for (int i = 0; i < row_H.length; i++) {
        row_H[i] = gain[i] * row_H[i] + bias[i];
      }
      y.write(row, row_H);
    }
    if (training) {
      // The backward pass reads it, and others may have written to the activation by then.
      input = workspaces.dup(ArrayType.INPUT, x_TBH, 'c').permute(1, 2, 0);
    }
    Reference.reachabilityFence(x_TBH);
    return y_TBH.permute(1, 2, 0);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray x_TBH = dense(input.castTo(dataType));
    INDArray dy_TBH = dense(epsilon.castTo(dataType));
    INDArray dx_TBH =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x_TBH.shape(), 'c');
    Sums sums =
        differentiate(
            DenseRows.of(x_TBH, size()),
            DenseRows.of(dy_TBH, size()),
            DenseRows.of(dx_TBH, size()),
            Padding.of(maskArray, (int) input.size(0), (int) input.size(2)));
    Reference.reachabilityFence(x_TBH);
    Reference.reachabilityFence(dy_TBH);
    Gradient gradient = new DefaultGradient();
    gradientViews.forEach((key, view) -> gradient.gradientForVariable().put(key, view));
    DenseRows.of(gradient.getGradientFor(NormalisationParameters.GAIN), size())
        .write(0, sums.dGain_H);
    DenseRows.of(gradient.getGradientFor(NormalisationParameters.BIAS), size())
        .write(0, sums.dBias_H);
    weightNoiseParams.clear();
    return new Pair<>(gradient, dx_TBH.permute(1, 2, 0));
  }

  private record Sums(double[] dGain_H, double[] dBias_H) {}

  private Sums differentiate(DenseRows x, DenseRows dy, DenseRows dx, Padding padding) {
    int batch = (int) input.size(0);
    int rows = Math.toIntExact(batch * input.size(2));
    double[] gain = vector(NormalisationParameters.GAIN);
    double[] n_H = new double[size()];
    double[] d_H = new double[size()];
    Sums sums = new Sums(new double[size()], new double[size()]);
    for (int row = 0; row < rows; row++) {
      if (padding.at(row % batch, row / batch)) {
        Arrays.fill(d_H, 0);
      } else {
        x.read(row, n_H);
        dy.read(row, d_H);
        double deviation = normalise(n_H);
        for (int i = 0; i < n_H.length; i++) {
          sums.dGain_H[i] += d_H[i] * n_H[i];
          sums.dBias_H[i] += d_H[i];
          d_H[i] *= gain[i];
        }
        throughNormalisation(n_H, d_H, deviation);
      }
      dx.write(row, d_H);
    }
    return sums;
  }

  /** Turns the gradient by n into that by x: (dn - mean(dn) - n mean(n dn)) / deviation. */
  private static void throughNormalisation(double[] n_H, double[] d_H, double deviation) {
    double mean = 0;
    double along = 0;
    for (int i = 0; i < n_H.length; i++) {
      mean += d_H[i];
      along += d_H[i] * n_H[i];
    }
    mean /= n_H.length;
    along /= n_H.length;
    for (int i = 0; i < n_H.length; i++) {
      d_H[i] = (d_H[i] - mean - n_H[i] * along) / deviation;
    }
  }

  private static INDArray dense(INDArray array_BHT) {
    INDArray array_TBH = array_BHT.permute(2, 0, 1);
    return NativeMemory.isDense(array_TBH) ? array_TBH : array_TBH.dup('c');
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
