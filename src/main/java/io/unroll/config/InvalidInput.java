package io.unroll.config;

import java.util.List;

/** The user's input is wrong: one line per problem, exit status 2, no stack trace. */
public final class InvalidInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /** One problem per line; a line says where, what must hold, what was found, what to do. */
  public InvalidInput(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** A single problem. */
  public InvalidInput(String problem) {
    this(List.of(problem));
  }

  /** Returns the problems, in the order they were found. */
  public List<String> problems() {
    return problems;
  }
}
