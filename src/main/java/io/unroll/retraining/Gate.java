package io.unroll.retraining;

/**
 * One condition of a promotion.
 *
 * @param name such as {@code gain}
 * @param passed whether it holds
 * @param text what was found and what must hold, in one line
 */
public record Gate(String name, boolean passed, String text) {}
