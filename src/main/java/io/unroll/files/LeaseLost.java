package io.unroll.files;

/** Another process took a lease over; what was about to be published was not. */
public final class LeaseLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLost(String problem) {
    super(problem);
  }
}
