package io.unroll.layers.attention;

import static io.unroll.layers.kernel.NativeMemory.address;

import io.unroll.layers.kernel.Matrix;
import io.unroll.layers.kernel.MatrixBatch;
import io.unroll.layers.kernel.NativeBuffer;
import io.unroll.layers.kernel.NativeMemory;
import io.unroll.layers.kernel.NativeOperations;
import io.unroll.layers.kernel.SourceMask;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Attention in single precision as a few products over whole sequences, by oneDNN.
 *
 * <p>States are worked on as [time, batch, size], the layout of this project's cells. The backward
 * pass uses what the forward pass left behind, all of it in buffers of its own; where none will
 * follow, states are read where they lie. Buffers grow to the largest batch seen and serve all
 * shapes. Not thread-safe.
 */
final class NativeAttention implements AttentionComputation, AutoCloseable {
  private final Map<String, INDArray> parameters;
  private final NativeOperations operations = new NativeOperations();
  private final NativeScore score;

  private final NativeBuffer decoder = new NativeBuffer();
  private final NativeBuffer encoder = new NativeBuffer();
  private final NativeBuffer weights = new NativeBuffer();
  private final NativeBuffer context = new NativeBuffer();
  private final NativeBuffer output = new NativeBuffer();
  private final NativeBuffer dOutput = new NativeBuffer();
  private final NativeBuffer dLinear = new NativeBuffer();
  private final NativeBuffer dContext = new NativeBuffer();
  private final NativeBuffer dScores = new NativeBuffer();

  private long[] shape_BTS = {0, 0, 0};
  private Optional<AttentionPass> last = Optional.empty();

  NativeAttention(SequenceAttention configuration, Map<String, INDArray> parameters) {
    this.parameters = parameters;
    this.score =
        switch (configuration.getScore()) {
          case DOT -> new NativeProductScore(operations, false);
          case GENERAL -> new NativeProductScore(operations, true);
          case ADDITIVE -> new NativeAdditiveScore(operations, configuration.getAttentionSize());
        };
  }

  @Override
  public INDArray forward(States states, boolean training, LayerWorkspaceMgr workspaces) {
    AttentionPass pass = pass(states, training);
    shape_BTS = new long[] {pass.batch(), pass.steps(), pass.sourceSteps()};
    attend(pass, states.mask_BS(), training);
    long context_TBH = context.reserve(pass.steps() * pass.batch() * pass.hidden());
    operations.product(
        pass.decoderBatch(context_TBH),
        pass.pairs(weights.address()),
        pass.encoderBatch(pass.encoder_SBH()),
        false);
    INDArray output_TBH = states(workspaces, ArrayType.ACTIVATIONS, pass.steps(), pass);
    Matrix combined = pass.decoderRows(address(output_TBH), pass.hidden());
    combined.product(
        pass.decoderRows(context_TBH, pass.hidden()), contextHalf(combineWeight(parameters)));
    combined.addProduct(pass.decoder(), stateHalf(combineWeight(parameters)));
    operations.tanh(output_TBH.length(), combined.address());
    if (training) {
      long own_TBH = output.reserve(output_TBH.length());
      NativeMemory.copyFloats(own_TBH, combined.address(), output_TBH.length());
    }
    last = Optional.of(pass).filter(done -> training);
    Reference.reachabilityFence(states);
    return output_TBH.permute(1, 2, 0);
  }

  private AttentionPass pass(States states, boolean training) {
    INDArray decoder_BHT = states.decoder_BHT();
    INDArray encoder_BHS = states.encoder_BHS();
    return new AttentionPass(
        decoder_BHT.size(0),
        decoder_BHT.size(2),
        encoder_BHS.size(2),
        decoder_BHT.size(1),
        timeMajor(decoder_BHT, decoder, training),
        timeMajor(encoder_BHS, encoder, training),
        parameters);
  }

  private void attend(AttentionPass pass, Optional<INDArray> mask_BS, boolean training) {
    long weights_BTS = weights.reserve(pass.batch() * pass.steps() * pass.sourceSteps());
    score.forward(pass, weights_BTS, training);
    Optional<SourceMask> mask = mask_BS.map(SourceMask::new);
    mask.ifPresent(m -> m.hide(weights_BTS, pass.batch(), pass.steps()));
    operations.softmax(pass.batch() * pass.steps(), pass.sourceSteps(), weights_BTS);
    mask.ifPresent(m -> m.silence(weights_BTS, pass.batch(), pass.steps()));
  }

  @Override
  public INDArray[] backward(
      INDArray dOutput_BHT, Map<String, INDArray> gradients, LayerWorkspaceMgr workspaces) {
    AttentionPass pass =
        last.orElseThrow(() -> new IllegalStateException("no forward pass was run"));
    INDArray dDecoder_TBH = states(workspaces, ArrayType.ACTIVATION_GRAD, pass.steps(), pass);
    INDArray dEncoder_SBH = states(workspaces, ArrayType.ACTIVATION_GRAD, pass.sourceSteps(), pass);
    combination(pass, dOutput_BHT, gradients, address(dDecoder_TBH));
    MatrixBatch dContexts = pass.decoderBatch(dContext.address());
    MatrixBatch attention = pass.pairs(weights.address());
    operations.product(
        pass.encoderBatch(address(dEncoder_SBH)), attention.transpose(), dContexts, false);
    long pairs = pass.batch() * pass.steps() * pass.sourceSteps();
    long dScores_BTS = dScores.reserve(pairs);
    operations.product(
        pass.pairs(dScores_BTS),
        dContexts,
        pass.encoderBatch(pass.encoder_SBH()).transpose(),
        false);
    operations.softmaxGradient(
        pass.batch() * pass.steps(), pass.sourceSteps(), attention.address(), dScores_BTS);
    score.backward(
        pass,
        dScores_BTS,
        new NativeScore.Gradients(address(dDecoder_TBH), address(dEncoder_SBH), gradients));
    return new INDArray[] {dDecoder_TBH.permute(1, 2, 0), dEncoder_SBH.permute(1, 2, 0)};
  }

  /** Back through {@code tanh(W_c [c; h])}: fills the gradients by contexts and decoder states. */
  private void combination(
      AttentionPass pass,
      INDArray dOutput_BHT,
      Map<String, INDArray> gradients,
      long dDecoder_TBH) {
    long hidden = pass.hidden();
    long count = pass.steps() * pass.batch() * hidden;
    long dOutput_TBH = timeMajor(dOutput_BHT, dOutput, false);
    Matrix dLinears = pass.decoderRows(dLinear.reserve(count), hidden);
    operations.tanhGradient(count, output.address(), dOutput_TBH, dLinears.address());
    Matrix weight = combineWeight(parameters);
    Matrix dWeight = combineWeight(gradients);
    contextHalf(dWeight).product(pass.decoderRows(context.address(), hidden).transpose(), dLinears);
    stateHalf(dWeight).product(pass.decoder().transpose(), dLinears);
    pass.decoderRows(dContext.reserve(count), hidden)
        .product(dLinears, contextHalf(weight).transpose());
    pass.decoderRows(dDecoder_TBH, hidden).product(dLinears, stateHalf(weight).transpose());
  }

  private static Matrix combineWeight(Map<String, INDArray> arrays) {
    return AttentionPass.matrix(arrays, SequenceAttention.COMBINE_WEIGHT);
  }

  /** Returns the rows of W_c that meet the context. */
  private static Matrix contextHalf(Matrix weight) {
    return Matrix.of(weight.address(), weight.columns(), weight.columns());
  }

  /** Returns the rows of W_c that meet the decoder's state. */
  private static Matrix stateHalf(Matrix weight) {
    long first = NativeMemory.FLOAT_BYTES * weight.columns() * weight.columns();
    return Matrix.of(weight.address() + first, weight.columns(), weight.columns());
  }

  private static INDArray states(
      LayerWorkspaceMgr workspaces, ArrayType type, long steps, AttentionPass pass) {
    long[] shape = {steps, pass.batch(), pass.hidden()};
    return workspaces.createUninitialized(type, DataType.FLOAT, shape, 'c');
  }

  /**
   * Returns the address of the states as [time, batch, size]: where they lie, or of a copy.
   *
   * @param owned whether they are needed when others may have written to them
   */
  private long timeMajor(INDArray a_BHT, NativeBuffer copy, boolean owned) {
    long batch = a_BHT.size(0);
    long size = a_BHT.size(1);
    long[] shape = {a_BHT.size(2), batch, size};
    long[] dense = {batch * size, size, 1};
    boolean inPlace = sameOver(shape, strides_TBH(a_BHT), dense);
    if (inPlace && !owned) {
      return address(a_BHT);
    }
    long to = copy.reserve(a_BHT.length());
    if (inPlace) {
      NativeMemory.copyFloats(to, address(a_BHT), a_BHT.length());
      return to;
    }
    // A broadcast view has strides of zero, which a oneDNN descriptor cannot say.
    INDArray from = LongStream.of(strides_TBH(a_BHT)).allMatch(s -> s > 0) ? a_BHT : a_BHT.dup();
    operations.copy(shape, strides_TBH(from), address(from), dense, to);
    return to;
  }

  private static long[] strides_TBH(INDArray a_BHT) {
    return new long[] {a_BHT.stride(2), a_BHT.stride(0), a_BHT.stride(1)};
  }

  /** Returns whether strides agree; that of an axis of one element does not matter. */
  private static boolean sameOver(long[] shape, long[] strides, long[] others) {
    return IntStream.range(0, shape.length)
        .allMatch(axis -> shape[axis] == 1 || strides[axis] == others[axis]);
  }

  @Override
  public INDArray weights() {
    INDArray copy = Nd4j.createUninitializedDetached(DataType.FLOAT, shape_BTS);
    NativeMemory.copyFloats(address(copy), weights.address(), copy.length());
    return copy;
  }

  @Override
  public void clear() {
    last = Optional.empty();
  }

  @Override
  public void close() {
    score.close();
    for (NativeBuffer buffer :
        new NativeBuffer[] {
          decoder, encoder, weights, context, output, dOutput, dLinear, dContext, dScores
        }) {
      buffer.close();
    }
    operations.close();
  }
}
