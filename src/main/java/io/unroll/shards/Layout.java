package io.unroll.shards;

import io.unroll.config.CorpusSettings;
import java.util.Locale;

/** Layout of sequences in batches. */
public enum Layout {
  /** Independent examples, those of similar source length together. */
  BUCKETED,
  /** One stream in parallel lanes cut into windows; the hidden state runs on along a lane. */
  LANES;

  /** Returns the name used in the manifest. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the layout of a corpus: text is one stream, all else is examples. */
  public static Layout of(CorpusSettings corpus) {
    return corpus.isRunningText() ? LANES : BUCKETED;
  }
}
