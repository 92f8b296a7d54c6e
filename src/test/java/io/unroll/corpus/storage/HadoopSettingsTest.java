package io.unroll.corpus.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.corpus.EmbeddedSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopSettingsTest {
  private static final String LINK = "spark.hadoop.fs.viewfs.mounttable.settings.linkMergeSlash";

  @TempDir java.nio.file.Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(LINK);
  }

  @Test
  void current_beforeSpark_hasWhatStandsUnderSparkHadoop() throws IOException {
    Files.writeString(folder.resolve("here.txt"), "here");
    System.setProperty(LINK, folder.toUri().toString());
    Path path = new Path("viewfs://settings/here.txt");
    assertEquals(4, path.getFileSystem(HadoopSettings.current()).getFileStatus(path).getLen());
  }

  @Test
  void current_whileSparkRuns_isItsOwn() {
    String seen =
        EmbeddedSpark.with(
            1,
            spark -> {
              spark.sparkContext().hadoopConfiguration().set("unroll.mark", "seen");
              return HadoopSettings.current().get("unroll.mark");
            });
    assertEquals("seen", seen);
  }

  @Test
  void localFiles_written_haveNoChecksumFilesBesideThem() throws IOException {
    try (FileSystem files = local()) {
      write(files, "one.txt", "one");
      files.rename(path("one.txt"), path("two.txt"));
    }
    assertEquals(List.of("two.txt"), names());
  }

  @Test
  void localFiles_besideAnotherChecksum_areRead() throws IOException {
    try (FileSystem files = FileSystem.newInstance(folder.toUri(), new Configuration())) {
      write(files, "model.json", "as it was written");
    }
    assertThat(names()).contains(".model.json.crc");
    Files.writeString(folder.resolve("model.json"), "as a person changed it");
    try (FileSystem files = local()) {
      assertEquals(22, files.open(path("model.json")).readAllBytes().length);
    }
  }

  private FileSystem local() throws IOException {
    Configuration hadoop = new Configuration();
    SparkConf conf = HadoopSettings.withPlainLocalFiles(new SparkConf(false));
    hadoop.set("fs.file.impl", conf.get("spark.hadoop.fs.file.impl"));
    return FileSystem.newInstance(folder.toUri(), hadoop);
  }

  private Path path(String name) {
    return new Path(folder.resolve(name).toUri());
  }

  private void write(FileSystem files, String name, String text) throws IOException {
    try (OutputStream out = files.create(path(name))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private List<String> names() throws IOException {
    try (Stream<java.nio.file.Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
