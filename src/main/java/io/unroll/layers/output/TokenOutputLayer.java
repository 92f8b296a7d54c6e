package io.unroll.layers.output;

import io.unroll.layers.backend.KernelLayer;
import io.unroll.layers.backend.KernelUse;
import io.unroll.layers.backend.NativeKernels;
import io.unroll.layers.embedding.TokenEmbeddingLayer;
import io.unroll.layers.embedding.TokenIds;
import io.unroll.layers.kernel.NativeMemory;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The running form of {@link TokenOutput}: loss and gradients in one pass of {@link TokenLoss}, or
 * by {@link PortableTokenLoss} where that cannot serve.
 *
 * <p>Legend: T = time steps, B = batch, N = steps x batch, H = input size, V = vocabulary.
 */
public final class TokenOutputLayer extends ScoringLayer implements KernelLayer {
  private static final long serialVersionUID = 1L;
  private static final String WEIGHT = DefaultParamInitializer.WEIGHT_KEY;
  private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

  private transient Supplier<Optional<TokenEmbeddingLayer>> tie = Optional::empty;
  private transient @Nullable TokenLoss loss;

  TokenOutputLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  void tieTo(Supplier<TokenEmbeddingLayer> embedding) {
    tie = () -> Optional.of(embedding.get());
  }

  private TokenOutput configuration() {
    return (TokenOutput) conf().getLayer();
  }

  @Override
  public Optional<String> fallback() {
    return KernelUse.fallback(configuration().getKernels(), NativeKernels.problem(dataType));
  }

  private boolean nativeServes() {
    TokenOutput c = configuration();
    return KernelUse.decide(c.getLayerName(), c.getKernels(), NativeKernels.problem(dataType));
  }

  @Override
  INDArray predictions(LayerWorkspaceMgr workspaces) {
    if (!nativeServes()) {
      INDArray p_NV = PortableTokenLoss.probabilities(scores(rows(input)));
      return workspaces.leverageTo(ArrayType.ACTIVATIONS, bySteps(p_NV));
    }
    int count = (int) (input.size(0) * input.size(2));
    INDArray p_TBV =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            dataType,
            new long[] {input.size(2), input.size(0), layerConf().getNOut()},
            'c');
    INDArray x_TBH = dense(input);
    kernel()
        .probabilities(NativeMemory.address(x_TBH), count, weights(), NativeMemory.address(p_TBV));
    Reference.reachabilityFence(x_TBH);
    return p_TBV.permute(1, 2, 0);
  }

  @Override
  TokenTally score(INDArray targets, @Nullable INDArray mask_BT, TokenListener listener) {
    TokenIds ids = TokenIds.read(targets, mask_BT, layerConf().getNOut());
    if (nativeServes()) {
      INDArray x_TBH = dense(input);
      TokenTally scores =
          kernel().score(NativeMemory.address(x_TBH), ids.ids(), weights(), listener);
      Reference.reachabilityFence(x_TBH);
      return scores;
    }
    return new PortableTokenLoss(configuration().getLabelSmoothing())
        .tally(scores(rows(input)), ids, listener);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    TokenIds ids = TokenIds.read(labels, labelMask_BT(), layerConf().getNOut());
    applyDropOutIfNecessary(true, workspaces);
    if (!nativeServes()) {
      return portableBackprop(ids, workspaces);
    }
    INDArray x_TBH = dense(input);
    INDArray dx_TBH =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x_TBH.shape(), 'c');
    INDArray dW = weightGradient();
    INDArray db = Objects.requireNonNull(gradientViews.get(BIAS));
    remember(
        kernel()
            .differentiate(
                NativeMemory.address(x_TBH),
                ids.ids(),
                weights(),
                new TokenLoss.Gradients(
                    NativeMemory.address(dx_TBH),
                    NativeMemory.address(dW),
                    NativeMemory.address(db))));
    Reference.reachabilityFence(x_TBH);
    return new Pair<>(gradients(), backpropDropOutIfPresent(dx_TBH.permute(1, 2, 0)));
  }

  private TokenLoss kernel() {
    if (loss == null) {
      loss =
          new TokenLoss(
              (int) layerConf().getNIn(),
              (int) layerConf().getNOut(),
              configuration().getLabelSmoothing());
    }
    return loss;
  }

  private TokenLoss.Weights weights() {
    INDArray table = tie.get().map(TokenEmbeddingLayer::table).orElseGet(() -> params.get(WEIGHT));
    INDArray bias = Objects.requireNonNull(params.get(BIAS));
    return new TokenLoss.Weights(NativeMemory.address(table), NativeMemory.address(bias));
  }

  private INDArray weightGradient() {
    return tie.get()
        .map(TokenEmbeddingLayer::tableGradient)
        .orElseGet(() -> Objects.requireNonNull(gradientViews.get(WEIGHT)));
  }

  private static INDArray dense(INDArray x_BHT) {
    INDArray x_TBH = x_BHT.permute(2, 0, 1);
    return NativeMemory.isDense(x_TBH) ? x_TBH : x_TBH.dup('c');
  }

  private Pair<Gradient, INDArray> portableBackprop(TokenIds ids, LayerWorkspaceMgr workspaces) {
    PortableTokenLoss portable = new PortableTokenLoss(configuration().getLabelSmoothing());
    INDArray x_NH = rows(input);
    INDArray z_NV = scores(x_NH);
    remember(portable.tally(z_NV, ids, TokenListener.NONE));
    INDArray dz_NV = portable.gradient(z_NV, ids);
    INDArray dW_HV =
        tie.get()
            .map(embedding -> embedding.tableGradient().transpose())
            .orElseGet(() -> Objects.requireNonNull(gradientViews.get(WEIGHT)));
    dW_HV.assign(x_NH.transpose().mmul(dz_NV));
    INDArray db = Objects.requireNonNull(gradientViews.get(BIAS));
    db.assign(dz_NV.sum(0).reshape(db.shape()));
    INDArray dx_NH =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, dataType, new long[] {x_NH.size(0), x_NH.size(1)}, 'c');
    dz_NV.mmuli(weights_HV().transpose(), dx_NH);
    return new Pair<>(gradients(), backpropDropOutIfPresent(bySteps(dx_NH)));
  }

  private INDArray scores(INDArray x_NH) {
    INDArray b_V = Objects.requireNonNull(params.get(BIAS));
    return x_NH.mmul(weights_HV()).addiRowVector(b_V);
  }

  private INDArray weights_HV() {
    return tie.get()
        .map(embedding -> embedding.table().transpose())
        .orElseGet(() -> Objects.requireNonNull(params.get(WEIGHT)));
  }
}
