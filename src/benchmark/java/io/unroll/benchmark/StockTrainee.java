package io.unroll.benchmark;

import io.unroll.layers.backend.NativePlatform;
import io.unroll.network.Tensors;
import io.unroll.shards.SequenceBatch;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Deeplearning4j as it comes, as its users write a language model: its own layers, one-hot labels,
 * {@code fit}, its own thread settings. It clips per kind of parameter: it has no global norm.
 * Every batch starts from zeros.
 */
final class StockTrainee implements Trainee {
  private final ModelShape shape;
  private final MultiLayerNetwork network;

  StockTrainee(ModelShape shape) {
    NativePlatform.select();
    this.shape = shape;
    ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(Hyperparameters.SEED)
            .updater(new Adam(Hyperparameters.LEARNING_RATE))
            .gradientNormalization(GradientNormalization.ClipL2PerParamType)
            .gradientNormalizationThreshold(Hyperparameters.CLIP_NORM)
            .list()
            .layer(
                new EmbeddingSequenceLayer.Builder()
                    .nIn(shape.vocabulary())
                    .nOut(shape.embedding())
                    .outputDataFormat(RNNFormat.NCW)
                    .build());
    for (int layer = 0; layer < shape.layers(); layer++) {
      int inputs = layer == 0 ? shape.embedding() : shape.hidden();
      layers.layer(
          new LSTM.Builder().nIn(inputs).nOut(shape.hidden()).dataFormat(RNNFormat.NCW).build());
    }
    layers.layer(
        new RnnOutputLayer.Builder(LossFunction.MCXENT)
            .activation(Activation.SOFTMAX)
            .dataFormat(RNNFormat.NCW)
            .nIn(shape.hidden())
            .nOut(shape.vocabulary())
            .build());
    network = new MultiLayerNetwork(layers.build());
    network.init();
  }

  @Override
  public double step(SequenceBatch batch) {
    network.fit(features(batch), labels(batch));
    return natsPerToken();
  }

  @Override
  public double loss(SequenceBatch batch) {
    return network.score(new DataSet(features(batch), labels(batch))) / shape.steps();
  }

  @Override
  public double gradient(SequenceBatch batch) {
    network.setInput(features(batch));
    network.setLabels(labels(batch));
    network.computeGradientAndScore();
    return natsPerToken();
  }

  /** Deeplearning4j's score is the sum over time, averaged over the rows. */
  private double natsPerToken() {
    return network.score() / shape.steps();
  }

  private static INDArray features(SequenceBatch batch) {
    return Tensors.ids(batch.ids(), batch.rows(), batch.steps());
  }

  /** One-hot columns [B, V, T], laid out [T, B, V], as the stock output layer reads them best. */
  private INDArray labels(SequenceBatch batch) {
    int rows = batch.rows();
    float[] values = new float[rows * batch.steps() * shape.vocabulary()];
    for (int row = 0; row < rows; row++) {
      for (int step = 0; step < batch.steps(); step++) {
        int target = batch.targets()[row * batch.steps() + step];
        values[(step * rows + row) * shape.vocabulary() + target] = 1;
      }
    }
    return Tensors.array(values, batch.steps(), rows, shape.vocabulary()).permute(1, 2, 0);
  }
}
