package io.unroll.shards;

import io.unroll.config.CorpusSettings;
import io.unroll.config.LabelledSettings;
import io.unroll.config.SeriesSettings;
import io.unroll.config.TableSettings;
import io.unroll.config.TaggedSettings;

/** Name of the setting that a side's contents come from: {@code corpus.labelColumn = 2}. */
final class SideOrigin {
  private SideOrigin() {}

  static String ofInput(CorpusSettings corpus) {
    if (corpus instanceof LabelledSettings labelled) {
      return "corpus.inputColumn = " + labelled.inputColumn();
    } else if (corpus instanceof TableSettings table) {
      return "corpus.inputColumn = " + table.columns().inputColumn();
    }
    return "corpus: the inputs";
  }

  static String ofTarget(CorpusSettings corpus) {
    if (corpus instanceof LabelledSettings labelled) {
      return "corpus.labelColumn = " + labelled.labelColumn();
    } else if (corpus instanceof TableSettings table) {
      return "corpus.targetColumn = " + table.columns().targetColumn();
    } else if (corpus instanceof TaggedSettings tagged) {
      return "corpus.tagColumn"
          + tagged.columns().tagColumn().map(column -> " = " + column).orElse("");
    } else if (corpus instanceof SeriesSettings series
        && series.format() == SeriesSettings.Format.PARQUET) {
      return "corpus.targetColumn = " + series.targetColumn();
    }
    return "corpus: the targets";
  }
}
