package io.unroll.shards;

import io.unroll.config.ModelSettings;
import java.util.Locale;

/** How sequences are put into batches. */
public enum Layout {
  /** Independent examples, those of similar source length together. */
  BUCKETED,
  /** One stream in parallel lanes cut into windows; the hidden state runs on along a lane. */
  LANES;

  /** The name used in the manifest. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The layout a model type trains on. */
  public static Layout of(ModelSettings model) {
    return model instanceof ModelSettings.LanguageModel ? LANES : BUCKETED;
  }
}
