package io.unroll.evaluation;

/**
 * A metric's value and how it was computed.
 *
 * @param name camelCase, such as {@code exactMatch}
 * @param signature what the figure depends on, as {@code key:value} pairs separated by {@code |}
 */
public record Measurement(String name, double value, String signature, boolean higherIsBetter) {}
