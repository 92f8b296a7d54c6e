package io.unroll.layers.reference;

import java.util.Arrays;

/** Row vectors, matrices as arrays of rows, and the few products the references need. */
final class Dense {
  private Dense() {}

  static double[] sum(double[]... terms) {
    double[] sum = new double[terms[0].length];
    for (double[] term : terms) {
      add(sum, term);
    }
    return sum;
  }

  static void add(double[] target, double[] term) {
    addScaled(target, 1, term);
  }

  static void addScaled(double[] target, double factor, double[] term) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * term[i];
    }
  }

  static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /** v M. */
  static double[] times(double[] v_M, double[][] matrix_MN) {
    double[] product_N = new double[matrix_MN[0].length];
    for (int m = 0; m < v_M.length; m++) {
      addScaled(product_N, v_M[m], matrix_MN[m]);
    }
    return product_N;
  }

  /** v M'. */
  static double[] timesTransposed(double[] v_N, double[][] matrix_MN) {
    return Arrays.stream(matrix_MN).mapToDouble(row_N -> dot(v_N, row_N)).toArray();
  }

  /** Adds left' right, the derivative of left M by M where right is that of the product. */
  static void addOuter(double[][] target_MN, double[] left_M, double[] right_N) {
    for (int m = 0; m < left_M.length; m++) {
      addScaled(target_MN[m], left_M[m], right_N);
    }
  }

  static double[] concat(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  static double[] elements(double[] v, int from, int to) {
    return Arrays.copyOfRange(v, from, to);
  }

  static double[] logSoftmax(double[] scores) {
    double max = Arrays.stream(scores).max().orElseThrow();
    double sum = Arrays.stream(scores).map(score -> Math.exp(score - max)).sum();
    return Arrays.stream(scores).map(score -> score - max - Math.log(sum)).toArray();
  }

  static double[] softmax(double[] scores) {
    return Arrays.stream(logSoftmax(scores)).map(Math::exp).toArray();
  }

  static double[] tanh(double[] v) {
    return Arrays.stream(v).map(Math::tanh).toArray();
  }

  static double[] scaled(double factor, double[] v) {
    return Arrays.stream(v).map(element -> factor * element).toArray();
  }

  static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  static double[][] zerosLike(double[][] matrix) {
    return Arrays.stream(matrix).map(row -> new double[row.length]).toArray(double[][]::new);
  }

  static double[][][] zerosLike(double[][][] array) {
    return Arrays.stream(array).map(Dense::zerosLike).toArray(double[][][]::new);
  }

  static double[][] copy(double[][] matrix) {
    return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
  }
}
