package io.unroll.layers.recurrent;

import static io.unroll.layers.recurrent.PortableCell.block;
import static io.unroll.layers.recurrent.PortableCell.product;
import static io.unroll.layers.recurrent.PortableLstm.slope;
import static org.nd4j.linalg.ops.transforms.Transforms.sigmoid;
import static org.nd4j.linalg.ops.transforms.Transforms.tanh;

import io.unroll.layers.kernel.BlockOperations;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gated recurrent unit with the reset gate before the recurrent product (Cho et al. 2014), column
 * blocks [update, reset, candidate].
 *
 * <pre>
 *   u, r = sigmoid(z + h R);  n = tanh(z_n + (r h) R_n)
 *   h' = u h + (1 - u) n
 * </pre>
 */
final class PortableResetBeforeGru implements PortableCell {
  private final BlockOperations operations;

  PortableResetBeforeGru(BlockOperations operations) {
    this.operations = operations;
  }

  private record Gates(INDArray update, INDArray reset, INDArray candidate, CellState after)
      implements Step {}

  @Override
  public Step step(INDArray z_BG, CellState before, CellParameters parameters) {
    INDArray h = before.hidden_BH();
    long hidden = h.size(1);
    INDArray r_HGH = parameters.r_HGH();
    operations.addProduct(block(z_BG, 0, hidden), h, block(r_HGH, 0, hidden));
    operations.addProduct(block(z_BG, 1, hidden), h, block(r_HGH, 1, hidden));
    INDArray u = sigmoid(block(z_BG, 0, hidden), true);
    INDArray r = sigmoid(block(z_BG, 1, hidden), true);
    operations.addProduct(block(z_BG, 2, hidden), r.mul(h), block(r_HGH, 2, hidden));
    INDArray n = tanh(block(z_BG, 2, hidden), true);
    INDArray after = u.mul(h).addi(u.rsub(1).muli(n));
    return new Gates(u, r, n, new CellState(after, Optional.empty()));
  }

  @Override
  public StepGradient differentiate(
      Step step,
      CellState before,
      CellState dAfter,
      CellParameters parameters,
      CellParameters receivers) {
    Gates g = (Gates) step;
    INDArray h = before.hidden_BH();
    long hidden = h.size(1);
    INDArray r_HGH = parameters.r_HGH();
    INDArray dh = dAfter.hidden_BH();
    INDArray du = dh.mul(h.sub(g.candidate)).muli(slope(g.update));
    INDArray dn = dh.mul(g.update.rsub(1)).muli(g.candidate.mul(g.candidate).rsubi(1));
    INDArray dKept = product(operations, dn, block(r_HGH, 2, hidden).transpose());
    INDArray dr = dKept.mul(h).muli(slope(g.reset));
    operations.addProduct(block(receivers.r_HGH(), 0, hidden), h.transpose(), du);
    operations.addProduct(block(receivers.r_HGH(), 1, hidden), h.transpose(), dr);
    operations.addProduct(block(receivers.r_HGH(), 2, hidden), g.reset.mul(h).transpose(), dn);
    INDArray dBefore = product(operations, du, block(r_HGH, 0, hidden).transpose());
    operations.addProduct(dBefore, dr, block(r_HGH, 1, hidden).transpose());
    dBefore.addi(dKept.mul(g.reset)).addi(dh.mul(g.update));
    return new StepGradient(Nd4j.hstack(du, dr, dn), new CellState(dBefore, Optional.empty()));
  }
}
