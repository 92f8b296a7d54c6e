package io.unroll.retraining;

import io.unroll.config.Settings;
import io.unroll.network.NetworkBlueprint;

/**
 * A model that is judged.
 *
 * @param settings the night's, with the model's own network
 * @param blueprint of its network, for the night's vocabularies
 * @param parameters in DL4J's flat order
 */
public record Contestant(Settings settings, NetworkBlueprint blueprint, float[] parameters) {}
