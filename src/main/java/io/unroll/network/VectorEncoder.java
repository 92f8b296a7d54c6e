package io.unroll.network;

import io.unroll.config.InvalidInput;
import io.unroll.config.ModelSettings.Encoder;
import io.unroll.config.ModelSettings.Pooling;
import io.unroll.shards.Manifest;
import io.unroll.shards.Sequences;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Encoder of a describer's input into its code, [B, H].
 *
 * @param source vectors, as many as a sequence has steps
 * @param hidden size of the code, H
 */
record VectorEncoder(Encoder kind, Manifest.Side source, int hidden) {
  /** Name of the code. */
  static final String CODE = "code";

  private static final int FILTERS = 16;
  private static final int FILTER = 5;
  private static final int SECOND_FILTER = 3;
  private static final int LEAST_SIDE = 16;

  VectorEncoder {
    if (source.width() == 0) {
      throw new InvalidInput(
          "model.type: the inputs of a describer must be features or frames, but the shards hold "
              + source.kind());
    }
  }

  void addTo(GraphParts parts, ReadingStack reading) {
    switch (kind) {
      case DENSE -> parts.graph().addLayer(CODE, dense(source.width()), InputTensors.NAME);
      case CONVOLUTIONAL -> addConvolutions(parts.graph());
      case RECURRENT -> {
        Read read = reading.read(InputTensors.NAME, source);
        String last =
            reading.pool(Pooling.LAST, reading.add("cell", read, false, ReadingStack.Use.OUTPUTS));
        parts.graph().addVertex(CODE, new ReshapeVertex(-1, hidden), last);
      }
    }
  }

  private DenseLayer dense(int inputs) {
    return new DenseLayer.Builder().nIn(inputs).nOut(hidden).activation(Activation.TANH).build();
  }

  /** Pixels of a side of the picture. */
  private int side() {
    int root = (int) Math.round(Math.sqrt(source.width()));
    // A picture as rows says how wide it is, and is taken to be as high.
    int side = root * root == source.width() ? root : source.width();
    return side < LEAST_SIDE ? source.width() : side;
  }

  private void addConvolutions(GraphBuilder graph) {
    int side = side();
    if (side < LEAST_SIDE) {
      throw new InvalidInput(
          "model.encoder: convolutional must have square pictures of at least %s pixels a side, got %s numbers a step"
              .formatted(LEAST_SIDE, source.width()));
    }
    int first = (side - FILTER + 1) / 2;
    int second = (first - SECOND_FILTER + 1) / 2;
    graph
        .addLayer("convolution0", convolution(1, FILTERS, FILTER), InputTensors.NAME)
        .addLayer("pooling0", halving(), "convolution0")
        .addLayer("convolution1", convolution(FILTERS, 2 * FILTERS, SECOND_FILTER), "pooling0")
        .addLayer("pooling1", halving(), "convolution1")
        .addLayer(
            CODE,
            dense(second * second * 2 * FILTERS),
            new CnnToFeedForwardPreProcessor(second, second, 2L * FILTERS),
            "pooling1");
  }

  private static ConvolutionLayer convolution(int inputs, int filters, int size) {
    return new ConvolutionLayer.Builder(size, size)
        .nIn(inputs)
        .nOut(filters)
        .activation(Activation.RELU)
        .build();
  }

  private static SubsamplingLayer halving() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }

  /** Returns a batch of inputs as the encoder takes them. */
  INDArray input(Sequences input) {
    return switch (kind) {
      case DENSE -> {
        checkSteps(input, 1);
        yield Tensors.array(input.values(), input.rows(), source.width());
      }
      case CONVOLUTIONAL -> {
        int side = side();
        checkSteps(input, side * side / source.width());
        yield Tensors.array(input.values(), input.rows(), 1, side, side);
      }
      case RECURRENT -> InputTensors.of(input);
    };
  }

  private void checkSteps(Sequences input, int steps) {
    if (Arrays.stream(input.lengths()).anyMatch(length -> length != steps)) {
      throw new InvalidInput(
          "model.encoder: %s must have inputs of %s x %s numbers, got %s steps; choose another encoder"
              .formatted(kind, steps, source.width(), input.steps()));
    }
  }

  @Nullable INDArray mask(Sequences input) {
    return kind == Encoder.RECURRENT ? InputTensors.mask(input) : null;
  }
}
