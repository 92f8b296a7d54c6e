package io.unroll.layers.recurrent;

import static io.unroll.layers.recurrent.PortableCell.block;
import static io.unroll.layers.recurrent.PortableCell.product;
import static org.nd4j.linalg.ops.transforms.Transforms.sigmoid;
import static org.nd4j.linalg.ops.transforms.Transforms.tanh;

import io.unroll.layers.kernel.BlockOperations;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Long short-term memory, column blocks [candidate, forget, output, input].
 *
 * <pre>
 *   a = tanh(z_a + h R_a);  f, o, i = sigmoid(z + h R)
 *   c' = f c + i a;  h' = o tanh(c')
 * </pre>
 */
final class PortableLstm implements PortableCell {
  private final BlockOperations operations;

  PortableLstm(BlockOperations operations) {
    this.operations = operations;
  }

  private record Gates(
      INDArray candidate,
      INDArray forget,
      INDArray output,
      INDArray input,
      INDArray squashed,
      CellState after)
      implements Step {}

  @Override
  public Step step(INDArray z_BG, CellState before, CellParameters parameters) {
    long hidden = before.hidden_BH().size(1);
    operations.addProduct(z_BG, before.hidden_BH(), parameters.r_HGH());
    INDArray a = tanh(block(z_BG, 0, hidden), true);
    INDArray f = sigmoid(block(z_BG, 1, hidden), true);
    INDArray o = sigmoid(block(z_BG, 2, hidden), true);
    INDArray i = sigmoid(block(z_BG, 3, hidden), true);
    INDArray c = f.mul(before.memory_BH().orElseThrow()).addi(i.mul(a));
    INDArray squashed = tanh(c, true);
    return new Gates(a, f, o, i, squashed, new CellState(o.mul(squashed), Optional.of(c)));
  }

  @Override
  public StepGradient differentiate(
      Step step,
      CellState before,
      CellState dAfter,
      CellParameters parameters,
      CellParameters receivers) {
    Gates g = (Gates) step;
    INDArray dh = dAfter.hidden_BH();
    INDArray dc =
        dh.mul(g.output)
            .muli(g.squashed.mul(g.squashed).rsubi(1))
            .addi(dAfter.memory_BH().orElseThrow());
    INDArray da = dc.mul(g.input).muli(g.candidate.mul(g.candidate).rsubi(1));
    INDArray df = dc.mul(before.memory_BH().orElseThrow()).muli(slope(g.forget));
    INDArray dOutput = dh.mul(g.squashed).muli(slope(g.output));
    INDArray di = dc.mul(g.candidate).muli(slope(g.input));
    INDArray dz_BG = Nd4j.hstack(da, df, dOutput, di);
    operations.addProduct(receivers.r_HGH(), before.hidden_BH().transpose(), dz_BG);
    INDArray dBefore = product(operations, dz_BG, parameters.r_HGH().transpose());
    return new StepGradient(dz_BG, new CellState(dBefore, Optional.of(dc.mul(g.forget))));
  }

  /** Returns the sigmoid's derivative, from its value. */
  static INDArray slope(INDArray sigmoid) {
    return sigmoid.mul(sigmoid.rsub(1));
  }
}
