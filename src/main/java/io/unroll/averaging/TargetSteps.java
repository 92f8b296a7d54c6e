package io.unroll.averaging;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Counter of a batch's weight in the average: the time steps it has targets for. */
final class TargetSteps {

  private TargetSteps() {}

  /**
   * Returns the sum over all outputs: ones in the mask where there is one; otherwise rows times
   * steps for labels [batch, size, time], rows for others.
   */
  static long of(MultiDataSet batch) {
    INDArray[] labels = batch.getLabels();
    INDArray[] masks = batch.getLabelsMaskArrays();
    long steps = 0;
    for (int output = 0; output < labels.length; output++) {
      if (masks != null && masks[output] != null) {
        steps += Math.round(masks[output].sumNumber().doubleValue());
      } else {
        steps += unmasked(labels[output]);
      }
    }
    return steps;
  }

  private static long unmasked(INDArray labels) {
    return labels.size(0) * (labels.rank() == 3 ? labels.size(2) : 1);
  }
}
