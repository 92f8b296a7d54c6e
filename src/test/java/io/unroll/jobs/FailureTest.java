package io.unroll.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import io.unroll.runs.MasterReach;
import io.unroll.runs.SparkOpener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

final class FailureTest {

  @Test
  void line_permissionDenied_namesTheFile() {
    Exception denied = new UncheckedIOException(new AccessDeniedException("/data/out"));
    assertEquals(Optional.of("permission denied: /data/out"), Failure.line(denied));
  }

  @Test
  void line_fullDisk_saysWhatToDo() {
    Exception full = new IllegalStateException(new IOException("No space left on device"));
    assertEquals(
        Optional.of("No space left on device: make room, and repeat the command to go on"),
        Failure.line(full));
  }

  @Test
  void line_fullDiskOfATask_isOneLine() {
    String said =
        Failure.line(new SparkException("Job aborted: No space left on device\n\tat a.b(C.java:1)"))
            .orElseThrow();
    assertThat(said).startsWith("Job aborted: No space left on device");
    assertEquals(1, said.lines().count());
  }

  @Test
  void line_heapUsedUp_namesUnrollHeap() {
    String said =
        Failure.line(new SparkException("x", new OutOfMemoryError("Java heap space")))
            .orElseThrow();
    assertThat(said).contains("UNROLL_HEAP");
  }

  @Test
  void line_sparkStoppedByASignal_saysSo() {
    String said =
        Failure.line(new SparkException("Job 3 cancelled because SparkContext was shut down"))
            .orElseThrow();
    assertThat(said).startsWith("stopped");
  }

  @Test
  void line_faultOfOurs_isLeftToAStackTrace() {
    assertEquals(Optional.empty(), Failure.line(new IllegalStateException("no such state")));
  }

  @Test
  void line_causeThatGoesInCircles_ends() {
    Exception first = new IllegalStateException("first");
    Exception second = new IllegalStateException("second", first);
    first.initCause(second);
    assertEquals(Optional.empty(), Failure.line(first));
  }

  @Test
  void check_masterThatDoesNotListen_isNamed() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
      MasterReach.check("spark://127.0.0.1:" + port);
    }
    String master = "spark://127.0.0.1:" + port;
    Exception gone = assertThrows(UncheckedIOException.class, () -> MasterReach.check(master));
    String said = Failure.line(gone).orElseThrow();
    assertThat(said).contains("could not be reached: --master " + master);
  }

  @Test
  void check_smallHeap_namesUnrollHeap() {
    InvalidInput small = assertThrows(InvalidInput.class, () -> SparkOpener.checkHeap(384L << 20));
    assertThat(small.problems().get(0)).as(small::getMessage).contains("UNROLL_HEAP");
    assertThat(small.problems().get(0)).as(small::getMessage).doesNotContain("\n");
  }
}
