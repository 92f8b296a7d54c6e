package io.unroll.network;

import io.unroll.config.Settings;
import io.unroll.layers.output.VectorOutput;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * A recurrent model of polyphonic music: each set of pitches predicts the next, pitch by pitch
 * (Boulanger-Lewandowski, Bengio &amp; Vincent 2012, their RNN).
 */
record FramesBlueprint(Settings settings, Manifest.Side source, Manifest.Side target)
    implements NetworkBlueprint {

  FramesBlueprint {
    SideCheck.frames("frames model", "inputs", source);
    SideCheck.frames("frames model", "targets", target);
  }

  @Override
  public ComputationGraphConfiguration configuration() {
    GraphParts parts = new GraphParts(settings, InputTensors.NAME);
    ReadingStack reading = new ReadingStack(settings, parts);
    Read read = reading.read(InputTensors.NAME, source);
    ReadingStack.Directions top = reading.add("cell", read, false, ReadingStack.Use.OUTPUTS);
    parts.vectors(reading.states(top), target.width(), VectorOutput.Kind.BITS);
    return parts.graph().build();
  }

  @Override
  public MultiDataSet tensors(SequenceBatch batch) {
    INDArray mask = InputTensors.mask(batch.input());
    return new MultiDataSet(
        new INDArray[] {InputTensors.of(batch.input())},
        new INDArray[] {InputTensors.of(batch.target())},
        new INDArray[] {mask},
        new INDArray[] {mask});
  }

  /** Returns the loss of a network that finds every number as likely as not. */
  @Override
  public double uninformedNats(SequenceBatch batch) {
    return batch.targetTokens() * target().width() * Math.log(2);
  }

  @Override
  public TargetSteps targetSteps() {
    return TargetSteps.ALIGNED;
  }
}
