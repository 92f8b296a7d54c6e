package io.unroll.config;

import java.io.Serializable;

/**
 * What is measured after training.
 *
 * @param samples predictions shown in the report
 * @param maxOutputLength longest prediction in tokens
 */
public record EvaluationSettings(int samples, int maxOutputLength) implements Serializable {}
