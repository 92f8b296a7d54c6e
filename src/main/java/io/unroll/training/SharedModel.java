package io.unroll.training;

import java.io.Serializable;

/**
 * What all workers start a round from.
 *
 * @param parameters in DL4J's flat order
 * @param optimiserState likewise; empty for plain SGD
 * @param iteration optimiser steps behind these parameters, on each worker
 */
record SharedModel(float[] parameters, float[] optimiserState, int iteration)
    implements Serializable {}
