package io.unroll.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StandardOutputTest {

  private static StandardOutput over(String complaint) {
    return new StandardOutput(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(complaint);
          }
        });
  }

  @Test
  void failure_fullDevice_isTold() {
    StandardOutput output = over("No space left on device");
    output.write('a');
    output.write('b');
    assertEquals(
        Optional.of("standard output could not be written: No space left on device"),
        output.failure());
  }

  @Test
  void failure_readerThatHasEnough_isNone() {
    StandardOutput output = over("Broken pipe");
    output.write('a');
    assertEquals(Optional.empty(), output.failure());
  }
}
