package io.unroll.jobs;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/**
 * Standard output that remembers why it could not be written: a {@link PrintStream} forgets.
 *
 * <p>A reader that has read enough, such as {@code head}, is no failure: what follows is for
 * nobody.
 */
public final class StandardOutput extends OutputStream {
  private static final int BUFFER = 8192;

  private final OutputStream target;
  private volatile boolean closed;
  private volatile Optional<IOException> failure = Optional.empty();

  StandardOutput(OutputStream target) {
    this.target = target;
  }

  /** Puts one in the place of {@code System.out}. */
  public static StandardOutput install() {
    StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    Charset charset =
        Optional.ofNullable(System.getProperty("sun.stdout.encoding"))
            .map(Charset::forName)
            .orElseGet(Charset::defaultCharset);
    System.setOut(new PrintStream(new BufferedOutputStream(output, BUFFER), true, charset));
    return output;
  }

  /**
   * Returns what went wrong, once all is written; empty if nothing did or nobody reads any more.
   */
  public Optional<String> failure() {
    System.out.flush();
    return failure.map(e -> "standard output could not be written: " + e.getMessage());
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (closed || failure.isPresent()) {
      return;
    }
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      if (isClosedPipe(e)) {
        closed = true;
      } else {
        failure = Optional.of(e);
      }
    }
  }

  private static boolean isClosedPipe(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("broken pipe") || message.contains("connection reset");
  }
}
