package io.unroll.retraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.files.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionsTest {
  @TempDir Path folder;

  private void write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "text");
  }

  private List<DataFile> upTo(String pattern, String date) {
    return Partitions.upTo(
        folder.resolve(pattern).toString(), LocalDate.parse(date), new Configuration());
  }

  private static List<String> dates(List<DataFile> files) {
    return files.stream().map(DataFile::date).toList();
  }

  @Test
  void upTo_foldersOfDays_givesTheirFilesInOrder() throws IOException {
    write("day=2026-11-02/b.tsv");
    write("day=2026-11-02/a.tsv");
    write("day=2026-11-02/_SUCCESS");
    write("day=2026-11-01/2026-12-31.tsv");
    write("day=2026-11-03/c.tsv");
    write("day=someday/d.tsv");
    List<DataFile> files = upTo("day={date}", "2026-11-02");
    assertEquals(List.of("2026-11-01", "2026-11-02", "2026-11-02"), dates(files));
    assertEquals(
        files.stream().map(DataFile::path).toList(),
        TextFiles.find(new Configuration(), "test", Partitions.glob(files)).files().stream()
            .map(TextFiles.TextFile::path)
            .toList());
  }

  @Test
  void upTo_globsBeforeTheDate_findTheDateBehindThem() throws IOException {
    write("mail-x-2026-11-01-0.tsv");
    write("mail-y-2026-11-02-0.tsv");
    assertEquals(
        List.of("2026-11-01", "2026-11-02"), dates(upTo("mail-*-{date}-?.tsv", "2026-11-09")));
  }

  @Test
  void upTo_daysThatAreNone_areRefused() throws IOException {
    write("2026-02-30.tsv");
    assertThrows(InvalidInput.class, () -> upTo("{date}.tsv", "2026-11-09"));
  }

  @Test
  void upTo_nothing_isEmpty() {
    assertEquals(List.of(), upTo("none/{date}.tsv", "2026-11-09"));
  }
}
