package io.unroll.averaging;

import java.io.Serializable;

/**
 * Model from which all workers start a round.
 *
 * @param parameters in DL4J's flat order
 * @param optimiserState likewise; empty for optimisers without state, and where it is not shared
 */
public record SharedModel(float[] parameters, float[] optimiserState) implements Serializable {}
