package io.unroll.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.files.BreakingFileSystem;
import io.unroll.network.TestModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderClaimTest {
  private static final Settings SETTINGS =
      TestModels.languageModel(1, TestModels.training(1, 1, 1));

  @TempDir Path folder;
  private final Configuration hadoop = BreakingFileSystem.configuration();
  private Path out;

  @BeforeEach
  void finished() throws IOException {
    out = folder.resolve("out");
    run(false, "old");
  }

  @AfterEach
  void mend() {
    BreakingFileSystem.breakAfter(Integer.MAX_VALUE);
  }

  private FolderClaim take(boolean overwrite) throws IOException {
    String place = BreakingFileSystem.path(out).toString();
    return FolderClaim.take(place, hadoop, SETTINGS, "./unroll run", overwrite);
  }

  /** Writes what a command writes, without its networks. */
  private void run(boolean overwrite, String content) throws IOException {
    try (FolderClaim claim = take(overwrite)) {
      RunFolder run = claim.folder();
      run.write("shards/manifest.json", content.getBytes(StandardCharsets.UTF_8));
      run.reached(RunFolder.Status.PREPARED);
      run.write("model/network.zip", content.getBytes(StandardCharsets.UTF_8));
      run.reached(RunFolder.Status.TRAINED);
      run.write("report/report.json", content.getBytes(StandardCharsets.UTF_8));
      run.reached(RunFolder.Status.DONE);
      claim.keep();
    }
  }

  private boolean isWhole(Path root, String content) throws IOException {
    return RunFolder.status(
                BreakingFileSystem.path(root).getFileSystem(hadoop), BreakingFileSystem.path(root))
            .filter(RunFolder.Status.DONE::equals)
            .isPresent()
        && Files.readString(root.resolve("shards/manifest.json")).equals(content)
        && Files.readString(root.resolve("model/network.zip")).equals(content)
        && Files.readString(root.resolve("report/report.json")).equals(content);
  }

  /** Kills the overwriting command before its n-th change; false if it has fewer. */
  private boolean killed(int changes) throws IOException {
    BreakingFileSystem.breakAfter(changes);
    boolean killed = false;
    try {
      run(true, "new");
    } catch (IOException e) {
      killed = true;
    }
    killed |= BreakingFileSystem.isBroken();
    BreakingFileSystem.breakAfter(Integer.MAX_VALUE);
    Files.deleteIfExists(out.resolve("lock.json"));
    return killed;
  }

  @Test
  void overwrite_killedAnywhereAndRepeated_losesNothingFinished() throws IOException {
    int changes = 0;
    while (killed(changes)) {
      try (FolderClaim again = take(true)) {
        assertTrue(
            isWhole(out.resolve("_replaced"), "old") || isWhole(out.resolve("_replaced"), "new"),
            "killed before change " + changes);
        again.giveBack();
      }
      assertTrue(isWhole(out, "old") || isWhole(out, "new"), "put back after " + changes);
      run(true, "newer");
      assertTrue(isWhole(out, "newer"));
      assertEquals("model,report,run.json,shards", names(), "killed before change " + changes);
      run(true, "old");
      changes++;
    }
    assertTrue(changes > 20, changes + " changes");
  }

  @Test
  void overwrite_killedAnywhere_goesOnWithoutTheOption() throws IOException {
    int changes = 0;
    while (killed(changes)) {
      if (!isGoneOn()) {
        assertTrue(isWhole(out, "old") || isWhole(out, "new"), "killed before change " + changes);
      } else {
        assertTrue(isWhole(out, "new"), "killed before change " + changes);
      }
      assertFalse(Files.exists(out.resolve("_replaced")));
      run(true, "old");
      changes++;
    }
  }

  private boolean isGoneOn() throws IOException {
    try {
      run(false, "new");
      return true;
    } catch (InvalidInput e) {
      assertThat(e.getMessage()).as(e::getMessage).contains("holds a finished run");
      return false;
    }
  }

  @Test
  void overwrite_preparedOnly_keepsTheFinishedRun() throws IOException {
    try (FolderClaim claim = take(true)) {
      claim.folder().write("shards/manifest.json", "new".getBytes(StandardCharsets.UTF_8));
      claim.folder().reached(RunFolder.Status.PREPARED);
      assertTrue(claim.keep().isPresent());
    }
    assertTrue(isWhole(out.resolve("_replaced"), "old"));
    run(false, "new");
    assertFalse(Files.exists(out.resolve("_replaced")));
  }

  @Test
  void take_whileAnotherWorksThere_isRefused() throws IOException {
    try (FolderClaim claim = take(true)) {
      InvalidInput refused = assertThrows(InvalidInput.class, () -> take(true));
      assertThat(refused.getMessage()).as(refused::getMessage).contains("is held by");
      claim.giveBack();
    }
    assertTrue(isWhole(out, "old"));
  }

  /** A version before this one deleted run.json and was killed before it had renamed the next. */
  @Test
  void take_ofAnOlderVersionsUnfinishedFile_goesOn() throws IOException {
    String started = Files.readString(out.resolve("run.json")).replace("DONE", "TRAINED");
    Files.delete(out.resolve("run.json"));
    Files.writeString(out.resolve(".run.json.tmp"), started);
    run(false, "new");
    assertTrue(isWhole(out, "new"));
    assertEquals("model,report,run.json,shards", names());
  }

  @Test
  void open_ofADamagedFile_isOneLineAndOverwriteHelps() throws IOException {
    for (String content : new String[] {"", "{", "[]", "null", "{}", "{\"status\": \"BEST\"}"}) {
      Files.writeString(out.resolve("run.json"), content);
      InvalidInput refused = assertThrows(InvalidInput.class, () -> take(false));
      assertThat(refused.getMessage()).as(refused::getMessage).contains("run.json: is broken");
      assertEquals(1, refused.getMessage().lines().count());
      run(true, "new");
      assertTrue(isWhole(out, "new"));
    }
  }

  @Test
  void take_ofAFolderWithOtherFiles_leavesThem() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("notes.txt"), "mine");
    out = other;
    assertThrows(InvalidInput.class, () -> take(true));
    assertEquals("notes.txt", names());
  }

  private String names() throws IOException {
    try (Stream<Path> all = Files.list(out)) {
      return String.join(
          ",",
          all.map(path -> path.getFileName().toString())
              .filter(name -> !name.startsWith(".lock.json."))
              .sorted()
              .toList());
    }
  }
}
