package io.unroll.network;

import io.unroll.config.InvalidInput;
import io.unroll.config.ModelSettings.Forecaster;
import io.unroll.config.Settings;
import io.unroll.layers.output.VectorOutput;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.Sequences;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** A recurrent forecaster, many to one: a series' states pooled, and all that follows at once. */
record ForecasterBlueprint(
    Settings settings, Forecaster model, Manifest.Side source, Manifest.Side target)
    implements NetworkBlueprint {

  ForecasterBlueprint {
    SideCheck.frames("forecaster", "inputs", source);
    SideCheck.frames("forecaster", "targets", target);
  }

  @Override
  public ComputationGraphConfiguration configuration() {
    GraphParts parts = new GraphParts(settings, InputTensors.NAME);
    ReadingStack reading = new ReadingStack(settings, parts);
    Read read = reading.read(InputTensors.NAME, source);
    ReadingStack.Directions top =
        reading.add("cell", read, model.bidirectional(), ReadingStack.Use.OUTPUTS);
    int numbers = fixedSteps() * target.width();
    parts.vectors(reading.pool(model.pooling(), top), numbers, VectorOutput.Kind.NUMBERS);
    return parts.graph().build();
  }

  /** Returns the horizon. */
  @Override
  public int fixedSteps() {
    return settings.corpus().horizon();
  }

  @Override
  public MultiDataSet tensors(SequenceBatch batch) {
    return new MultiDataSet(
        new INDArray[] {InputTensors.of(batch.input())},
        new INDArray[] {labels(batch.target())},
        new INDArray[] {InputTensors.mask(batch.input())},
        null);
  }

  /** Returns all steps of a target as one vector, [B, horizon * W, 1]. */
  private INDArray labels(Sequences target) {
    for (int length : target.lengths()) {
      if (length != fixedSteps()) {
        throw new InvalidInput(
            "corpus.horizon: every target must have %s steps, but one has %s; set it to the"
                    .formatted(fixedSteps(), length)
                + " targets' length, which must be the same for all");
      }
    }
    return Tensors.array(target.values(), target.rows(), fixedSteps() * target.width(), 1);
  }

  /** Returns the loss of numbers drawn around 0 with a variance of 1. */
  @Override
  public double uninformedNats(SequenceBatch batch) {
    double nats = 0;
    for (float value : batch.target().values()) {
      nats += ((double) value * value + 1) / 2;
    }
    return nats;
  }

  @Override
  public TargetSteps targetSteps() {
    return TargetSteps.FIXED;
  }
}
