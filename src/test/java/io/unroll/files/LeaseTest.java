package io.unroll.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.config.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("lock.json");
  }

  private org.apache.hadoop.fs.Path hadoopFile() {
    return new org.apache.hadoop.fs.Path(file().toUri());
  }

  private Lease take() throws IOException {
    return Lease.take(
        new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration(), "night 2026-11-01");
  }

  private void write(String field, String value) throws IOException {
    Files.writeString(
        file(),
        Files.readString(file())
            .replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + value + "\""));
  }

  /** Writes what a killed process leaves. */
  private void leave(String field, String value) throws IOException {
    String mine;
    try (Lease held = take()) {
      mine = Files.readString(file());
    }
    Files.writeString(file(), mine);
    write(field, value);
  }

  private void age() throws IOException {
    Instant then = Instant.now().minus(Lease.STALE).minusSeconds(1);
    Files.setLastModifiedTime(file(), FileTime.from(then));
  }

  @Test
  void take_held_namesTheOwner() throws IOException {
    try (Lease held = take()) {
      InvalidInput refused = assertThrows(InvalidInput.class, this::take);
      assertThat(refused.getMessage()).contains(System.getProperty("user.name"));
      assertThat(refused.getMessage()).contains("night 2026-11-01, for 0 min");
    }
    assertFalse(Files.exists(file()));
    take().close();
  }

  /** The number of a process may have been given to another since. */
  @Test
  void take_ofAProcessThatIsGone_succeeds() throws IOException {
    leave("processStarted", "once");
    take().close();
    assertFalse(Files.exists(file()));
  }

  @Test
  void take_ofAProcessThatLivesButIsSilent_isRefused() throws IOException {
    try (Lease held = take()) {
      age();
      assertThrows(InvalidInput.class, this::take);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"machine", "user"})
  void take_ofAnotherMachineOrUser_waitsUntilItIsStale(String field) throws IOException {
    leave(field, "elsewhere");
    assertThrows(InvalidInput.class, this::take);
    age();
    take().close();
  }

  @Test
  void take_ofAnOlderVersion_waitsUntilItIsStale() throws IOException {
    String old =
        """
        {"id":"a","user":"b","host":"c","process":1,"processStarted":"2026-11-01T00:00:00Z",
         "night":"2026-11-01","since":"2026-11-01T00:00:00Z","renewed":"2026-11-01T00:00:00Z"}
        """;
    Files.writeString(file(), old);
    InvalidInput refused = assertThrows(InvalidInput.class, this::take);
    assertThat(refused.getMessage())
        .as(refused::getMessage)
        .contains("b on c, process 1, 2026-11-01");
    age();
    take().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "null"})
  void take_ofADamagedFile_saysSo(String content) throws IOException {
    Files.writeString(file(), content);
    InvalidInput refused = assertThrows(InvalidInput.class, this::take);
    assertThat(refused.getMessage()).as(refused::getMessage).contains("lock.json: is broken");
    assertEquals(1, refused.getMessage().lines().count());
  }

  @Test
  void take_manyAtOnceOfADeadOne_oneSucceeds() throws Exception {
    leave("processStarted", "once");
    String dead = Files.readString(file());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int round = 0; round < 20; round++) {
      Files.writeString(file(), dead);
      List<Future<Lease>> tries = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        tries.add(threads.submit((Callable<Lease>) this::take));
      }
      List<Lease> taken = new ArrayList<>();
      for (Future<Lease> one : tries) {
        try {
          taken.add(one.get());
        } catch (java.util.concurrent.ExecutionException e) {
          assertTrue(e.getCause() instanceof InvalidInput, e::toString);
        }
      }
      long holding = taken.stream().filter(LeaseTest::holds).count();
      assertTrue(holding <= 1, holding + " hold it");
      taken.forEach(Lease::close);
      Files.deleteIfExists(file());
    }
    threads.shutdown();
  }

  private static boolean holds(Lease lease) {
    try {
      lease.check();
      return true;
    } catch (LeaseLost | IOException e) {
      return false;
    }
  }

  /** One that has read a dead owner, and comes to move its file when another has done so. */
  @Test
  void setAside_ofALiveOne_putsItBack() throws IOException {
    leave("processStarted", "once");
    LeaseOwner dead = JSON.readValue(file().toFile(), LeaseOwner.class);
    FileSystem files = hadoopFile().getFileSystem(new Configuration());
    try (Lease quicker = take()) {
      String live = Files.readString(file());
      Lease.setAside(files, hadoopFile(), dead);
      assertEquals(live, Files.readString(file()));
      quicker.check();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void check_afterAnotherTookOver_saysWho() throws IOException {
    Lease first = take();
    write("id", "other");
    LeaseLost lost = assertThrows(LeaseLost.class, first::check);
    assertThat(lost.getMessage()).as(lost::getMessage).contains("is held by");
    first.close();
    assertTrue(Files.exists(file()), "the other's lease");
    Files.delete(file());
  }

  @Test
  void check_ofAFileSomeoneDeleted_takesItAgain() throws IOException {
    try (Lease held = take()) {
      Files.delete(file());
      held.check();
      assertThrows(InvalidInput.class, this::take);
    }
  }

  @Test
  void check_afterClosing_fails() throws IOException {
    Lease held = take();
    held.close();
    assertThrows(LeaseLost.class, held::check);
  }
}
