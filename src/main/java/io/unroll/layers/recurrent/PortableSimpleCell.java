package io.unroll.layers.recurrent;

import io.unroll.layers.kernel.BlockOperations;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The simple recurrent cell {@code h' = a(z + h R)} with a = tanh or relu. */
final class PortableSimpleCell implements PortableCell {
  private final BlockOperations operations;
  private final boolean relu;

  private record Activated(CellState after) implements Step {}

  PortableSimpleCell(BlockOperations operations, boolean relu) {
    this.operations = operations;
    this.relu = relu;
  }

  @Override
  public Step step(INDArray z_BG, CellState before, CellParameters parameters) {
    operations.addProduct(z_BG, before.hidden_BH(), parameters.r_HGH());
    INDArray after = relu ? Transforms.max(z_BG, 0, true) : Transforms.tanh(z_BG, true);
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
    operations.addProduct(receivers.r_HGH(), before.hidden_BH().transpose(), dz);
    INDArray dBefore = PortableCell.product(operations, dz, parameters.r_HGH().transpose());
    return new StepGradient(dz, new CellState(dBefore, Optional.empty()));
  }
}
