package io.unroll.layers;

import java.util.LinkedHashMap;
import java.util.Map;
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
import org.nd4j.linalg.factory.Nd4j;

/**
 * The running form of {@link TokenOutput}: loss and gradients in one pass of {@link TokenLoss}, or
 * the stock layer with one-hot labels where that cannot serve.
 *
 * <p>Legend: T = time steps, B = batch, H = input size, V = vocabulary.
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
    if (!nativeServes()) {
      restoreTie();
      return super.activate(training, workspaces);
    }
    applyDropOutIfNecessary(training, workspaces);
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
    return p_TBV.permute(1, 2, 0);
  }

  private TokenTally score(INDArray targets, @Nullable INDArray mask_BT) {
    TokenIds ids = TokenIds.read(targets, mask_BT, layerConf().getNOut());
    if (nativeServes()) {
      INDArray x_TBH = dense(input);
      return kernel().score(NativeMemory.address(x_TBH), ids.ids(), weights());
    }
    restoreTie();
    return stockTally(ids, super.activate(false, LayerWorkspaceMgr.noWorkspaces()));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    TokenIds ids = TokenIds.read(labels, labelMask_BT, layerConf().getNOut());
    if (!nativeServes()) {
      return stockBackprop(ids, workspaces);
    }
    applyDropOutIfNecessary(true, workspaces);
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

  private Pair<Gradient, INDArray> stockBackprop(TokenIds ids, LayerWorkspaceMgr workspaces) {
    restoreTie();
    INDArray given = labels;
    INDArray mask = labelMask_BT;
    labels = smoothedOneHot(ids);
    super.setMaskArray(null);
    Pair<Gradient, INDArray> result = super.backpropGradient(Nd4j.empty(dataType), workspaces);
    double sum = super.computeScore(0, true, workspaces);
    tally =
        stockTally(ids, super.activate(false, LayerWorkspaceMgr.noWorkspaces()))
            .withLoss(conf().isMiniBatch() ? sum * getInputMiniBatchSize() : sum);
    labels = given;
    setMaskArray(mask);
    return result;
  }

  /** All zero where a target is ignored, which is as good as a mask. */
  private INDArray smoothedOneHot(TokenIds ids) {
    double smoothing = configuration().getLabelSmoothing();
    long vocabulary = layerConf().getNOut();
    INDArray labels_BVT = Nd4j.zeros(dataType, ids.batch(), vocabulary, ids.steps());
    for (int place = 0; place < ids.count(); place++) {
      int target = ids.ids()[place];
      if (target != TokenIds.IGNORED) {
        int row = place % ids.batch();
        int step = place / ids.batch();
        labels_BVT.slice(row).getColumn(step).assign(smoothing / vocabulary);
        labels_BVT.putScalar(row, target, step, 1 - smoothing + smoothing / vocabulary);
      }
    }
    return labels_BVT;
  }

  private static TokenTally stockTally(TokenIds ids, INDArray p_BVT) {
    double nats = 0;
    long tokens = 0;
    long correct = 0;
    INDArray most_BT = p_BVT.argMax(1);
    for (int place = 0; place < ids.count(); place++) {
      int target = ids.ids()[place];
      if (target != TokenIds.IGNORED) {
        int row = place % ids.batch();
        int step = place / ids.batch();
        nats -= Math.log(p_BVT.getDouble(row, target, step));
        tokens++;
        correct += most_BT.getInt(row, step) == target ? 1 : 0;
      }
    }
    return new TokenTally(nats, nats, tokens, correct);
  }

  /** Lets the stock code find tied weights under their usual name. */
  private void restoreTie() {
    tie.get()
        .ifPresent(
            embedding -> {
              params.put(WEIGHT, embedding.table().transpose());
              if (gradientViews != null) {
                gradientViews.put(WEIGHT, embedding.tableGradient().transpose());
              }
            });
  }

  /** On [time, batch, size], as our layers lay activations out; the stock path is flat. */
  @Override
  protected void applyDropOutIfNecessary(boolean training, LayerWorkspaceMgr workspaces) {
    if (input.rank() != 3) {
      super.applyDropOutIfNecessary(training, workspaces);
      return;
    }
    input = input.permute(2, 0, 1);
    super.applyDropOutIfNecessary(training, workspaces);
    input = input.permute(1, 2, 0);
  }

  @Override
  protected INDArray backpropDropOutIfPresent(INDArray epsilon) {
    super.backpropDropOutIfPresent(epsilon.rank() == 3 ? epsilon.permute(2, 0, 1) : epsilon);
    return epsilon;
  }

  /** Without tied weights, which are another layer's parameters. */
  @Override
  public Map<String, INDArray> paramTable(boolean backpropOnly) {
    Map<String, INDArray> own = new LinkedHashMap<>(params);
    if (configuration().isTied()) {
      own.remove(WEIGHT);
    }
    return own;
  }

  @Override
  public void clear() {
    super.clear();
    labelMask_BT = null;
  }
}
