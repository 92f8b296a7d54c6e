package io.unroll.layers;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The simple recurrent cell {@code h' = a(z + h R)} with a = tanh or relu. */
final class PortableSimpleCell implements PortableCell {
  private final boolean relu;

  private record Activated(CellState after) implements Step {}

  PortableSimpleCell(boolean relu) {
    this.relu = relu;
  }

  @Override
  public Step step(INDArray z_BG, CellState before, CellParameters parameters) {
    INDArray sum = z_BG.add(before.hidden_BH().mmul(parameters.r_HGH()));
    INDArray after = relu ? Transforms.max(sum, 0, false) : Transforms.tanh(sum, false);
    return new Activated(new CellState(after, Optional.empty()));
  }

  @Override
  public StepGradient differentiate(
      Step step,
      CellState before,
      CellState dAfter,
      CellParameters parameters,
      CellParameters receivers) {
    INDArray after = step.after().hidden_BH();
    INDArray slope = relu ? after.gt(0).castTo(after.dataType()) : after.mul(after).rsubi(1);
    INDArray dz = dAfter.hidden_BH().mul(slope);
    receivers.r_HGH().addi(before.hidden_BH().transpose().mmul(dz));
    return new StepGradient(
        dz, new CellState(dz.mmul(parameters.r_HGH().transpose()), Optional.empty()));
  }
}
