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
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Gated recurrent unit with the reset gate after the recurrent product, column blocks [update,
 * reset, candidate], bias blocks [update, reset, candidate, recurrent candidate].
 *
 * <pre>
 *   u, r = sigmoid(z + h R);  n = tanh(z_n + r (h R_n + b'))
 *   h' = u h + (1 - u) n
 * </pre>
 */
final class PortableResetAfterGru implements PortableCell {
  private final BlockOperations operations;

  PortableResetAfterGru(BlockOperations operations) {
    this.operations = operations;
  }

  private record Gates(
      INDArray update, INDArray reset, INDArray candidate, INDArray recurrent, CellState after)
      implements Step {}

  @Override
  public INDArray inputBias(INDArray b) {
    return b.reshape(b.length()).get(NDArrayIndex.interval(0, b.length() / 4 * 3));
  }

  private static INDArray recurrentBias(INDArray b) {
    return b.reshape(b.length()).get(NDArrayIndex.interval(b.length() / 4 * 3, b.length()));
  }

  @Override
  public Step step(INDArray z_BG, CellState before, CellParameters parameters) {
    INDArray h = before.hidden_BH();
    long hidden = h.size(1);
    INDArray q = product(operations, h, parameters.r_HGH());
    INDArray u = sigmoid(block(z_BG, 0, hidden).add(block(q, 0, hidden)), false);
    INDArray r = sigmoid(block(z_BG, 1, hidden).add(block(q, 1, hidden)), false);
    INDArray recurrent = block(q, 2, hidden).addRowVector(recurrentBias(parameters.b()));
    INDArray n = tanh(block(z_BG, 2, hidden).add(r.mul(recurrent)), false);
    INDArray after = u.mul(h).addi(u.rsub(1).muli(n));
    return new Gates(u, r, n, recurrent, new CellState(after, Optional.empty()));
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
    INDArray dh = dAfter.hidden_BH();
    INDArray du = dh.mul(h.sub(g.candidate)).muli(slope(g.update));
    INDArray dn = dh.mul(g.update.rsub(1)).muli(g.candidate.mul(g.candidate).rsubi(1));
    INDArray dr = dn.mul(g.recurrent).muli(slope(g.reset));
    INDArray dRecurrent = dn.mul(g.reset);
    INDArray dq = Nd4j.hstack(du, dr, dRecurrent);
    operations.addProduct(receivers.r_HGH(), h.transpose(), dq);
    recurrentBias(receivers.b()).addi(dRecurrent.sum(0));
    INDArray dBefore = product(operations, dq, parameters.r_HGH().transpose());
    dBefore.addi(dh.mul(g.update));
    return new StepGradient(Nd4j.hstack(du, dr, dn), new CellState(dBefore, Optional.empty()));
  }
}
