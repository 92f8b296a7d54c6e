package io.unroll.network;

import io.unroll.config.ModelSettings.Classifier;
import io.unroll.config.Settings;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** A recurrent classifier, many to one: a sequence's states pooled into one step, and its label. */
record ClassifierBlueprint(
    Settings settings, Classifier model, Manifest.Side source, Manifest.Side target)
    implements NetworkBlueprint {

  ClassifierBlueprint {
    SideCheck.labels("classifier", target);
  }

  @Override
  public ComputationGraphConfiguration configuration() {
    GraphParts parts = new GraphParts(settings, InputTensors.NAME);
    ReadingStack reading = new ReadingStack(settings, parts);
    Read read = reading.read(InputTensors.NAME, source);
    ReadingStack.Directions top =
        reading.add("cell", read, model.bidirectional(), ReadingStack.Use.OUTPUTS);
    parts.labels(reading.pool(model.pooling(), top), target.size());
    return parts.graph().build();
  }

  @Override
  public MultiDataSet tensors(SequenceBatch batch) {
    return new MultiDataSet(
        new INDArray[] {InputTensors.of(batch.input())},
        new INDArray[] {Tensors.ids(batch.targets(), batch.rows(), 1)},
        new INDArray[] {InputTensors.mask(batch.input())},
        null);
  }

  @Override
  public TargetSteps targetSteps() {
    return TargetSteps.FIXED;
  }
}
