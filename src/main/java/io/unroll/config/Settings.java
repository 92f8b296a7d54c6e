package io.unroll.config;

import java.io.Serializable;

/** Everything one run is made of: the resolved content of a settings file. */
public record Settings(
    String name,
    long seed,
    CorpusSettings corpus,
    TokenSettings tokens,
    ShardSettings shards,
    ModelSettings model,
    TrainingSettings training,
    EvaluationSettings evaluation,
    BackendSettings backend)
    implements Serializable {}
