package io.unroll.benchmark;

import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkScorer;
import io.unroll.network.RecurrentState;
import io.unroll.shards.SequenceBatch;
import io.unroll.training.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;

/** This project's network and training step, as a worker of a run takes it. */
final class OurTrainee implements Trainee {
  private final NetworkBlueprint blueprint;
  private final ComputationGraph network;
  private final TrainingStep step;
  private final NetworkScorer scorer;
  private RecurrentState state = RecurrentState.zero();
  private final int layers;
  private int iteration;

  OurTrainee(ModelShape shape, int threads) {
    NativeThreads.bind(threads);
    Settings settings = settings(shape);
    layers = shape.layers();
    blueprint = NetworkBlueprint.ofTokens(settings, shape.vocabulary(), shape.vocabulary());
    network = new ComputationGraph(blueprint.configuration());
    network.init();
    step = new TrainingStep(blueprint, network, settings.training().clipNorm());
    scorer = new NetworkScorer(blueprint, network);
  }

  /**
   * The settings a user would write for this shape.
   *
   * @throws io.unroll.config.InvalidInput if this version has no such model
   */
  static Settings settings(ModelShape shape) {
    String corpus = shape.pairs() ? "type = reverse" : "type = text, path = unread";
    String model = shape.pairs() ? "encoder-decoder" : "language-model";
    String text =
        """
        name = benchmark
        seed = %d
        corpus { %s }
        shards { batchSize = %d, windowLength = %d, maxLength = %d }
        model { type = %s, cell = %s, layers = %d, embedding = %d, hidden = %d }
        training { workers = 1, optimizer = adam, learningRate = %s, clipNorm = %s }
        backend { kernels = require }
        """
            .formatted(
                Hyperparameters.SEED,
                corpus,
                shape.rows(),
                shape.steps(),
                shape.steps(),
                model,
                shape.cell().toLowerCase(Locale.ROOT),
                shape.layers(),
                shape.embedding(),
                shape.hidden(),
                Hyperparameters.LEARNING_RATE,
                Hyperparameters.CLIP_NORM);
    return SettingsLoader.parse(text, shape.name(), List.of());
  }

  @Override
  public double step(SequenceBatch batch) {
    (batch.position() == 0 ? RecurrentState.zero() : state).applyTo(network);
    TrainingStep.Outcome outcome = step.take(batch, iteration++, 1.0);
    state = blueprint.carriesState() ? RecurrentState.of(network) : state;
    return outcome.nats() / outcome.tokens();
  }

  @Override
  public double gradient(SequenceBatch batch) {
    RecurrentState.zero().applyTo(network);
    MultiDataSet tensors = blueprint.tensors(batch);
    network.setInputs(tensors.getFeatures());
    network.setLabels(tensors.getLabels());
    network.setLayerMaskArrays(tensors.getFeaturesMaskArrays(), tensors.getLabelsMaskArrays());
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
    return network.score() / batch.targetTokens();
  }

  @Override
  public double loss(SequenceBatch batch) {
    return scorer.score(batch).natsPerToken();
  }

  @Override
  public void save(Path file) throws IOException {
    SharedStart.write(network, layers, file);
  }
}
