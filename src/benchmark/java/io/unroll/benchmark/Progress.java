package io.unroll.benchmark;

import java.io.PrintWriter;

/**
 * Progress of the measurement: one line that is overwritten on a terminal, a line each elsewhere.
 */
final class Progress {
  private static final String START_OF_CLEAN_LINE = "\r\033[K";

  private final PrintWriter out;
  private final boolean terminal = System.console() != null;
  private boolean open;

  Progress(PrintWriter out) {
    this.out = out;
  }

  /** Something that stays. */
  void line(String text) {
    done();
    out.println(text);
    out.flush();
  }

  /** A state that the next one replaces; shown on terminals only. */
  void state(String text) {
    if (terminal) {
      out.print(START_OF_CLEAN_LINE + text);
      out.flush();
      open = true;
    }
  }

  /** Takes the last state away. */
  void done() {
    if (open) {
      out.print(START_OF_CLEAN_LINE);
      out.flush();
      open = false;
    }
  }
}
