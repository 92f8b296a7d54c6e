package io.unroll.jobs;

import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.config.TokenSettings;
import io.unroll.corpus.Split;
import io.unroll.network.NetworkBlueprint;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.ShardReader;
import io.unroll.tokens.TextCodec;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** What the stages of one run share. */
record RunContext(Settings settings, RunFolder folder, SparkOpener.Opened spark) {
  static final String SHARDS = "shards";
  static final String CHECKPOINTS = "checkpoints";
  static final String MODEL = "model";
  static final String REPORT = "report";

  JavaSparkContext javaSpark() {
    return JavaSparkContext.fromSparkContext(spark.session().sparkContext());
  }

  /** The run's shards and what follows from them; the shards must have been prepared. */
  Data data() {
    ShardReader shards = ShardReader.open(folder.path(SHARDS), folder.hadoop());
    boolean one = settings.model() instanceof ModelSettings.LanguageModel;
    TokenSettings tokens = settings.tokens();
    TextCodec source = one ? shards.codec(tokens) : shards.sourceCodec(tokens);
    TextCodec target = one ? source : shards.targetCodec(tokens);
    NetworkBlueprint blueprint =
        NetworkBlueprint.of(settings, source.vocabulary().size(), target.vocabulary().size());
    return new Data(shards, source, target, blueprint);
  }

  JavaRDD<SequenceBatch> batches(Data data, Split split) {
    return data.shards().batches(spark.session(), split);
  }

  /**
   * @param source what the network reads
   * @param target what the network writes; the same for language models
   */
  record Data(ShardReader shards, TextCodec source, TextCodec target, NetworkBlueprint blueprint) {}
}
