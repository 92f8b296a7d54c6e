package io.unroll.network;

import io.unroll.config.InvalidInput;
import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.shards.SequenceBatch;
import java.io.Serializable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.dataset.MultiDataSet;

/** One model type: its graph and the arrays the graph is fed with. */
public interface NetworkBlueprint extends Serializable {

  /** Names of layers that other packages address. */
  String OUTPUT = "output";

  /** The graph to train; parameters are drawn from {@code Settings.seed}. */
  ComputationGraphConfiguration configuration();

  /**
   * Inputs, labels and masks of one batch: token ids [B, 1, T], label ids [B, 1, T], masks [B, T]
   * that are zero on padding.
   */
  MultiDataSet tensors(SequenceBatch batch);

  /** Whether hidden state goes on from one window of a lane to the next. */
  boolean carriesState();

  /**
   * The blueprint of the settings' model type.
   *
   * @param sourceVocabulary tokens the network reads, specials included
   * @param targetVocabulary tokens the network writes; the same number for language models
   * @throws InvalidInput if the settings have no model
   */
  static NetworkBlueprint of(Settings settings, int sourceVocabulary, int targetVocabulary) {
    ModelSettings model = settings.model();
    if (model instanceof ModelSettings.LanguageModel) {
      return new LanguageModelBlueprint(settings, sourceVocabulary);
    }
    if (model instanceof ModelSettings.EncoderDecoder encoderDecoder) {
      return new EncoderDecoderBlueprint(
          settings, encoderDecoder, sourceVocabulary, targetVocabulary);
    }
    throw new InvalidInput(
        "model.type: must be language-model or encoder-decoder to build a network, got none");
  }
}
