package io.unroll.network;

import io.unroll.config.ModelSettings.Tagger;
import io.unroll.config.Settings;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.Sequences;
import io.unroll.tokens.Vocabulary;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * A recurrent tagger, many to many: a label for each step of the input.
 *
 * <p>Where words come with their characters, a word's vector is its embedding and the last states
 * of a bidirectional layer over its characters (Ling et al. 2015).
 */
record TaggerBlueprint(Settings settings, Tagger model, Manifest.Side source, Manifest.Side target)
    implements NetworkBlueprint {

  private static final String LETTERS = "letters";

  TaggerBlueprint {
    SideCheck.labels("tagger", target);
  }

  @Override
  public ComputationGraphConfiguration configuration() {
    GraphParts parts = new GraphParts(settings, InputTensors.NAME);
    ReadingStack reading = new ReadingStack(settings, parts);
    Read read = reading.read(InputTensors.NAME, source);
    if (source.letters() > 0) {
      parts.graph().addInputs(LETTERS);
      int size = model.characterHidden();
      read = reading.spelled(read, LETTERS, source.characters(), model.characterEmbedding(), size);
    }
    ReadingStack.Directions top =
        reading.add("cell", read, model.bidirectional(), ReadingStack.Use.OUTPUTS);
    parts.labels(reading.states(top), target.size());
    return parts.graph().build();
  }

  @Override
  public MultiDataSet tensors(SequenceBatch batch) {
    Sequences input = batch.input();
    INDArray mask = InputTensors.mask(input);
    INDArray words = InputTensors.of(input);
    INDArray[] inputs = {words};
    INDArray[] inputMasks = {mask};
    if (source.letters() > 0) {
      inputs = new INDArray[] {words, letters(input)};
      inputMasks = new INDArray[] {mask, letterMask(input)};
    }
    return new MultiDataSet(
        inputs,
        new INDArray[] {Tensors.ids(batch.targets(), batch.rows(), batch.targetSteps())},
        inputMasks,
        new INDArray[] {mask});
  }

  /** Returns each word's characters as a sequence of its own, [B * T, 1, C]. */
  private INDArray letters(Sequences input) {
    int words = input.rows() * input.steps();
    float[] ids = new float[words * source.letters()];
    System.arraycopy(input.values(), 0, ids, 0, Math.min(ids.length, input.values().length));
    return Tensors.array(ids, words, 1, source.letters());
  }

  /** [B * T, C]. */
  private INDArray letterMask(Sequences input) {
    int words = input.rows() * input.steps();
    float[] mask = new float[words * source.letters()];
    for (int i = 0; i < input.values().length; i++) {
      mask[i] = input.values()[i] == Vocabulary.PAD ? 0 : 1;
    }
    return Tensors.array(mask, words, source.letters());
  }

  @Override
  public TargetSteps targetSteps() {
    return TargetSteps.ALIGNED;
  }
}
