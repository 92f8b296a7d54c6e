package io.unroll.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.corpus.EmbeddedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeTableTest {
  private static final String TABLE =
      String.join(
          "\n",
          "id,text,note",
          "1,plain,a",
          "2,\"two\nlines\",\"a \"\"quoted\"\" word\"",
          "3,\"C:\\soup\\\",",
          "4,\"  blanks  \",  blanks  ",
          "5,\"\",",
          "6,null,\"a,b\"",
          "7,#not a comment,\"ends in a quote\"\"\"",
          "8,a\ttab,'single'",
          "9,\"a\rCR\",\"a\r\nCRLF\"",
          "");

  private static final List<Row> ROWS =
      Stream.of(
              new String[] {"1", "plain", "a"},
              new String[] {"2", "two\nlines", "a \"quoted\" word"},
              new String[] {"3", "C:\\soup\\", null},
              new String[] {"4", "  blanks  ", "  blanks  "},
              new String[] {"5", "", null},
              new String[] {"6", "null", "a,b"},
              new String[] {"7", "#not a comment", "ends in a quote\""},
              new String[] {"8", "a\ttab", "'single'"},
              new String[] {"9", "a\rCR", "a\r\nCRLF"})
          .map(RowFactory::create)
          .toList();

  @TempDir Path folder;

  @Test
  void csv_readAndWritten_keepsEveryRowAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("in.csv"), TABLE);
    EmbeddedSpark.with(
        2,
        spark -> {
          Dataset<Row> table = read(spark, file);
          assertEquals(ROWS, table.collectAsList());
          Path copy = folder.resolve("out.csv");
          table.write().format("csv").options(DecodeTable.written("csv")).save(copy.toString());
          assertEquals(ROWS, read(spark, copy).collectAsList());
          return true;
        });
  }

  @Test
  void csv_recordOfMoreFieldsThanTheHeader_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("in.csv"), "id,text\n1,a\n2,b,lost\n");
    EmbeddedSpark.with(
        2,
        spark -> {
          assertThrows(Exception.class, () -> read(spark, file).collectAsList());
          return true;
        });
  }

  private static Dataset<Row> read(SparkSession spark, Path path) {
    return DecodeTable.reader(spark, "csv").load(path.toString());
  }
}
