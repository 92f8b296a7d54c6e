package io.unroll.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCorpusIT {
  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = EmbeddedSpark.start(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void lines_anySliceSize_sameOrder() throws IOException {
    Files.writeString(folder.resolve("b.txt"), "third\r\n\n\u00e9\u4e2d\ud83d\ude00 fifth");
    Files.writeString(folder.resolve("a.txt"), "first\nsecond\n");
    Files.writeString(folder.resolve("_SUCCESS"), "no");
    Files.writeString(folder.resolve(".a.txt.crc"), "no");
    List<String> expected =
        List.of("first", "second", "third", "", "\u00e9\u4e2d\ud83d\ude00 fifth");
    for (long sliceBytes : List.of(1L, 2L, 5L, 7L, 1_000L)) {
      assertEquals(expected, lines(folder.toString(), sliceBytes));
    }
    assertEquals(expected, lines(folder + "/?.txt", 3));
  }

  @Test
  void lines_nameWithGlobCharacters_isMeantAsItIs() throws IOException {
    Files.writeString(folder.resolve("a[1],{b} c.txt"), "here\n");
    assertEquals(List.of("here"), lines(folder.resolve("a[1],{b} c.txt").toString(), 100));
  }

  private static List<String> lines(String path, long sliceBytes) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    TextFiles files = TextFiles.find(context.hadoopConfiguration(), "corpus.path", path);
    return TextCorpus.lines(context, files, sliceBytes).collect();
  }
}
