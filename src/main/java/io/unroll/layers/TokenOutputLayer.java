package io.unroll.layers;

import java.lang.ref.Reference;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.RnnOutputLayer;
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
public final class TokenOutputLayer extends RnnOutputLayer implements KernelLayer {
  private static final long serialVersionUID = 1L;
  private static final String WEIGHT = DefaultParamInitializer.WEIGHT_KEY;
  private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

  private transient Supplier<Optional<TokenEmbeddingLayer>> tie = Optional::empty;
  private transient @Nullable TokenLoss loss;
  private transient @Nullable INDArray labelMask_BT;
  private transient @Nullable TokenTally tally;
  private transient @Nullable INDArray scored;
  private transient @Nullable INDArray scoredMask_BT;

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

  /** Loss and hits of the last pass that had labels. */
  public TokenTally tally() {
    return Objects.requireNonNull(tally, "no pass with labels yet");
  }

  /**
   * Makes the next pass without training compare with these targets instead of giving out
   * probabilities: its activation is a placeholder [B, 1, T], its result the {@link #tally}.
   *
   * @param ids_B1T target ids
   * @param mask_BT zero where a target does not count
   */
  public void scoreNext(INDArray ids_B1T, @Nullable INDArray mask_BT) {
    scored = ids_B1T;
    scoredMask_BT = mask_BT;
  }

  /** Kept as [B, T]; the stock layer makes a column of it. */
  @Override
  public void setMaskArray(@Nullable INDArray mask) {
    super.setMaskArray(mask);
    labelMask_BT = mask;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray targets = scored;
    if (targets != null) {
      scored = null;
      tally = score(targets, scoredMask_BT);
      return workspaces.leverageTo(ArrayType.ACTIVATIONS, targets.castTo(dataType).dup());
    }
    applyDropOutIfNecessary(training, workspaces);
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

  private TokenTally score(INDArray targets, @Nullable INDArray mask_BT) {
    TokenIds ids = TokenIds.read(targets, mask_BT, layerConf().getNOut());
    if (nativeServes()) {
      INDArray x_TBH = dense(input);
      TokenTally scores = kernel().score(NativeMemory.address(x_TBH), ids.ids(), weights());
      Reference.reachabilityFence(x_TBH);
      return scores;
    }
    return new PortableTokenLoss(configuration().getLabelSmoothing())
        .tally(scores(rows(input)), ids);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    TokenIds ids = TokenIds.read(labels, labelMask_BT, layerConf().getNOut());
    applyDropOutIfNecessary(true, workspaces);
    if (!nativeServes()) {
      return portableBackprop(ids, workspaces);
    }
    INDArray x_TBH = dense(input);
    INDArray dx_TBH =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x_TBH.shape(), 'c');
    INDArray dW = weightGradient();
    INDArray db = Objects.requireNonNull(gradientViews.get(BIAS));
    tally =
        kernel()
            .differentiate(
                NativeMemory.address(x_TBH),
                ids.ids(),
                weights(),
                new TokenLoss.Gradients(
                    NativeMemory.address(dx_TBH),
                    NativeMemory.address(dW),
                    NativeMemory.address(db)));
    Reference.reachabilityFence(x_TBH);
    return new Pair<>(gradients(), backpropDropOutIfPresent(dx_TBH.permute(1, 2, 0)));
  }

  private Gradient gradients() {
    Gradient gradient = new DefaultGradient();
    gradientViews.forEach((key, view) -> gradient.gradientForVariable().put(key, view));
    return gradient;
  }

  @Override
  public double computeScore(
      double regularisation, boolean training, LayerWorkspaceMgr workspaces) {
    if (!training || tally == null) {
      tally = score(labels, labelMask_BT);
    }
    double sum = tally().loss();
    score = (conf().isMiniBatch() ? sum / getInputMiniBatchSize() : sum) + regularisation;
    return score;
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
    tally = portable.tally(z_NV, ids);
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

  /** [B, X, T] as one row for every place, in the order of {@link TokenIds}. */
  private INDArray rows(INDArray array_BXT) {
    INDArray array_TBX = array_BXT.castTo(dataType).permute(2, 0, 1).dup('c');
    return array_TBX.reshape('c', array_TBX.size(0) * array_TBX.size(1), array_TBX.size(2));
  }

  /** The reverse of {@link #rows}. */
  private INDArray bySteps(INDArray array_NX) {
    return array_NX.reshape('c', input.size(2), input.size(0), array_NX.size(1)).permute(1, 2, 0);
  }

  private INDArray scores(INDArray x_NH) {
    INDArray b_V = Objects.requireNonNull(params.get(BIAS));
    return x_NH.mmul(weights_HV()).addiRowVector(b_V);
  }

  /** On [time, batch, size], as our layers lay activations out. */
  @Override
  protected void applyDropOutIfNecessary(boolean training, LayerWorkspaceMgr workspaces) {
    input = input.permute(2, 0, 1);
    super.applyDropOutIfNecessary(training, workspaces);
    input = input.permute(1, 2, 0);
  }

  @Override
  protected INDArray backpropDropOutIfPresent(INDArray epsilon) {
    super.backpropDropOutIfPresent(epsilon.permute(2, 0, 1));
    return epsilon;
  }

  private INDArray weights_HV() {
    return tie.get()
        .map(embedding -> embedding.table().transpose())
        .orElseGet(() -> Objects.requireNonNull(params.get(WEIGHT)));
  }

  @Override
  public void clear() {
    super.clear();
    labelMask_BT = null;
  }
}
