package io.unroll.corpus.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.Corpora;
import io.unroll.corpus.EmbeddedSpark;
import io.unroll.corpus.ReadCorpus;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCorpusIT {
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
  void rows_inAnyOrder_haveTheSameIndicesAndKeys() {
    String one = folder.resolve("one").toString();
    String other = folder.resolve("other").toString();
    String rows = "SELECT concat('t', id % 40) AS input, id % 3 AS target FROM range(100)";
    spark.sql(rows).write().parquet(one);
    spark.sql(rows + " ORDER BY -id").repartition(7).write().parquet(other);

    List<Reading> read = read("load = \"%s\"".formatted(one));

    assertEquals(read, read("load = \"%s\"".formatted(other)));
    assertEquals(100, read.stream().map(Reading::index).distinct().count());
    assertThat(((Reading.Good) read.get(0)).example().key()).matches("row-[0-9a-f]{16}");
  }

  @Test
  void csv_withOptionsAndQuery_isRead() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "body;kind\nA;x\nB;\n;y\nC;z\n");

    List<Reading> read =
        read(
            "format = csv, options { sep = \";\", header = true }, load = \"%s\", query = \"%s\""
                .formatted(
                    file,
                    "SELECT lower(body) AS input, kind AS target FROM source WHERE kind IS NULL"
                        + " OR kind != 'z'"));

    assertEquals(
        List.of("a -> x", "missingColumn", "missingColumn"),
        ReadCorpus.describe(read).stream().sorted().toList());
    Corpus corpus = Corpora.open(spark, ReadCorpus.settings(csv(file)));
    assertEquals(List.of(file.toUri().toString().replace("///", "/")), paths(corpus));
  }

  @Test
  void jdbc_table_isRead() throws SQLException {
    String url = "jdbc:h2:mem:corpus;DB_CLOSE_DELAY=-1";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE notes (input VARCHAR(99), target VARCHAR(9))");
      statement.execute("INSERT INTO notes VALUES ('good', 'plus'), ('bad', 'minus')");

      List<Reading> read =
          read("format = jdbc, options { url = \"%s\", dbtable = notes }".formatted(url));

      assertEquals(
          List.of("bad -> minus", "good -> plus"),
          ReadCorpus.describe(read).stream().sorted().toList());
    }
  }

  @Test
  void catalogue_view_isQueriedWithoutLoading() {
    spark
        .sql(
            "SELECT array('a', 'b') AS input, array('X', 'Y') AS target UNION ALL"
                + " SELECT array('c'), array('X', 'Y')")
        .createOrReplaceTempView("sentences");

    List<String> read =
        ReadCorpus.describe(
            read("query = \"SELECT * FROM sentences\", input = words, target = labels"));

    assertEquals(List.of("a b -> X Y", "unreadable"), read.stream().sorted().toList());
  }

  @Test
  void rows_withSplitColumn_goWhereItSays() {
    spark
        .sql(
            "SELECT concat('t', id) AS input, 'l' AS target,"
                + " element_at(array('train', 'valid', 'test', 'dev'), CAST(id AS INT) + 1) AS part"
                + " FROM range(4)")
        .createOrReplaceTempView("parts");

    Corpus corpus =
        Corpora.open(
            spark,
            ReadCorpus.settings(
                "type = table, query = \"SELECT * FROM parts\", splitColumn = part"));

    List<String> found = new ArrayList<>();
    for (Corpus.Part part : corpus.parts()) {
      String split = part.split().map(Split::label).orElse("none");
      ReadCorpus.describe(ReadCorpus.readings(part)).forEach(one -> found.add(split + ": " + one));
    }
    assertEquals(
        List.of("train: t0 -> l", "valid: t1 -> l", "test: t2 -> l", "none: unreadable"), found);
  }

  @Test
  void rows_withGroupColumn_stayTogether() {
    spark
        .sql("SELECT concat('t', id) AS input, 'l' AS target, id % 2 AS g FROM range(6)")
        .createOrReplaceTempView("groups");

    List<Reading> read = read("query = \"SELECT * FROM groups\", groupColumn = g");

    assertEquals(6, read.size());
    TreeSet<String> groups = new TreeSet<>();
    read.forEach(reading -> groups.add(((Reading.Good) reading).example().group()));
    assertEquals(new TreeSet<>(List.of("0", "1")), groups);
  }

  @Test
  void equalRows_countAsMany_withIndicesOfTheirOwn() {
    spark
        .sql("SELECT 'same' AS input, 'l' AS target FROM range(5)")
        .createOrReplaceTempView("same");

    List<Reading> read = read("query = \"SELECT * FROM same\"");

    assertEquals(5, read.size());
    assertNotEquals(read.get(0).index(), read.get(1).index());
  }

  @Test
  void table_thatSparkCannotOpen_isInvalidInput() throws IOException {
    assertProblem("load = \"%s/none\"", "corpus.load: cannot read .*/none as parquet: .*");
    assertProblem("format = delta9, load = \"%s\"", "corpus.load: .* as delta9: .*");
    assertProblem("query = \"SELEKT 1\"", "corpus.query: cannot be run: .*");
    assertProblem(
        "format = jdbc, options { url = \"jdbc:h2:mem:x\", password = \"env:NO_SUCH_VARIABLE\" }",
        "corpus.options.password: the environment variable NO_SUCH_VARIABLE must be set");
    assertProblem(
        "query = \"SELECT 1 AS a, 2 AS b\"",
        "corpus.inputColumn: must be a column of the table, got \"input\"; its columns are a, b\n"
            + "corpus.targetColumn: must be a column of the table, got \"target\"; its columns are a,"
            + " b");
  }

  private void assertProblem(String settings, String pattern) {
    String corpus = settings.replace("%s", folder.toString());
    InvalidInput error = assertThrows(InvalidInput.class, () -> read(corpus), corpus);
    assertThat(error.getMessage()).matches(pattern);
  }

  private static String csv(Path file) {
    return "type = table, format = csv, options { sep = \";\", header = true }, load = \"%s\","
            .formatted(file)
        + " inputColumn = body, targetColumn = kind";
  }

  private static List<String> paths(Corpus corpus) {
    return corpus.files().stream().map(TextFiles.TextFile::path).toList();
  }

  private static List<Reading> read(String settings) {
    return ReadCorpus.readings(spark, "type = table, " + settings);
  }
}
