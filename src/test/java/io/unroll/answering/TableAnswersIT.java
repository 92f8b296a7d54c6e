package io.unroll.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.AnsweringSettings.OnBadRow;
import io.unroll.config.AnsweringSettings.OnTooLong;
import io.unroll.config.InvalidInput;
import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.Settings;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.network.TestModels;
import io.unroll.shards.SideCodec;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.Vocabulary;
import io.unroll.training.ModelFolder;
import io.unroll.training.ModelFolder.Model;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An untrained encoder-decoder of ten digits answers the rows of a table. */
class TableAnswersIT {
  private static final int ROWS = 300;
  private static final StructType SCHEMA =
      new StructType().add("id", DataTypes.IntegerType).add("text", DataTypes.StringType);

  @TempDir static java.nio.file.Path folder;
  private static SparkSession spark;
  private static Model model;
  private static String path;

  @BeforeAll
  static void writeModel() throws IOException {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config(
                "spark.hadoop.fs.viewfs.mounttable.answers.link./model",
                folder.resolve("model").toUri().toString())
            .getOrCreate();
    Settings settings = TestModels.encoderDecoder(Attention.GENERAL, true);
    List<String> tokens = new ArrayList<>(Vocabulary.SPECIALS);
    IntStream.range(0, 10).forEach(digit -> tokens.add(Integer.toString(digit)));
    SideCodec side =
        SideCodec.ofText(
            settings.tokens(), TextCodec.of(settings.tokens(), new Vocabulary(tokens)));
    NetworkBlueprint blueprint = NetworkBlueprint.ofTokens(settings, tokens.size(), tokens.size());
    path = folder.resolve("model").toUri().toString();
    ModelFolder.save(
        new Path(path),
        new Configuration(),
        settings,
        side,
        side,
        Parameters.of(TestModels.network(blueprint)));
    model = ModelFolder.load(new Path(path), new Configuration());
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static TableAnswers answers(String column) {
    return new TableAnswers(
        path,
        model.settings().evaluation(),
        InputLimit.of(model.settings()),
        column,
        TableAnswers.COLUMNS,
        1);
  }

  private static Dataset<Row> table() {
    List<Row> rows =
        IntStream.range(0, ROWS)
            .mapToObj(
                i -> RowFactory.create(ROWS - i, i % 7 == 3 ? null : i % 11 == 5 ? "" : "" + i))
            .toList();
    return spark.createDataFrame(rows, SCHEMA).repartition(1).coalesce(1);
  }

  @Test
  void answer_everyRow_keepsOrderAndKeys() {
    List<Row> before = table().collectAsList();
    List<Row> after = answers("text").answer(table().repartition(1)).collectAsList();
    LineAnswers alone =
        new LineAnswers(
            model,
            AnswerOptions.ofBest(model.settings().evaluation(), InputLimit.of(model.settings())));
    AnswerText form = AnswerText.of(model);
    assertEquals(ROWS, after.size());
    for (int i = 0; i < ROWS; i++) {
      Row row = after.get(i);
      assertEquals(before.get(i).getInt(0), row.getInt(0));
      String text = before.get(i).getString(1);
      if (text == null) {
        assertNull(row.getString(2));
      } else if (text.isEmpty()) {
        assertEquals("", row.getString(2));
        assertTrue(row.isNullAt(3));
      } else {
        Answered one =
            alone.answer(List.of(new LineAnswers.Line(text, "here")), AnswerTally.local()).get(0);
        assertEquals(form.text(one.answers().get(0)), row.getString(2));
        assertEquals(one.answers().get(0).score(), row.getDouble(3), 1e-4);
      }
    }
  }

  @Test
  void answer_unfitTables_areRefused() {
    assertEquals(
        "the table must have a column words, got [id, text]",
        assertThrows(InvalidInput.class, () -> answers("words").answer(table())).getMessage());
    assertEquals(
        "column id must be a string or an array of strings, got int; cast it, or give numbers as"
            + " JSON by to_json",
        assertThrows(InvalidInput.class, () -> answers("id").answer(table())).getMessage());
    Dataset<Row> taken = table().withColumnRenamed("id", "answer");
    assertThrows(InvalidInput.class, () -> answers("text").answer(taken));
  }

  private static TableAnswers limited(OnTooLong onTooLong, OnBadRow onBadRow) {
    return new TableAnswers(
        "viewfs://answers/model",
        model.settings().evaluation(),
        new InputLimit(3, onTooLong, onBadRow),
        "te.`xt",
        TableAnswers.COLUMNS,
        1);
  }

  /** Of a model behind a mount point that only Spark's settings know. */
  @Test
  void answer_longRows_areTreatedAsTheLimitSays() {
    List<Row> rows = Stream.of("12", "123456789", "3").map(RowFactory::create).toList();
    Dataset<Row> table =
        spark.createDataFrame(rows, new StructType().add("te.`xt", DataTypes.StringType));
    AnswerTally tally = AnswerTally.of(spark.sparkContext());
    List<Row> skipped = limited(OnTooLong.SKIP, OnBadRow.FAIL).answer(table, tally).collectAsList();
    assertEquals(3, skipped.size());
    assertTrue(skipped.get(1).isNullAt(1) && skipped.get(1).isNullAt(2));
    assertFalse(skipped.get(2).isNullAt(1));
    assertEquals("1 too long for an answer", tally.told().orElse("nothing"));
    List<Row> cut = limited(OnTooLong.CUT, OnBadRow.FAIL).answer(table, tally).collectAsList();
    List<Row> first =
        limited(OnTooLong.CUT, OnBadRow.FAIL)
            .answer(table.withColumn("te.`xt", functions.lit("123")), tally)
            .collectAsList();
    assertEquals(first.get(1).getString(1), cut.get(1).getString(1));
    assertEquals(1, tally.cut().value());
    Exception refused =
        assertThrows(
            Exception.class,
            () -> limited(OnTooLong.REFUSE, OnBadRow.FAIL).answer(table, tally).collectAsList());
    assertThat(String.valueOf(refused.getMessage()))
        .as(refused::getMessage)
        .contains("must have at most 3 steps");
  }

  @Test
  void answer_stream_isAnsweredAsATable() throws Exception {
    java.nio.file.Path in = folder.resolve("in");
    table().limit(20).write().parquet(in.toUri().toString());
    Dataset<Row> stream = spark.readStream().schema(SCHEMA).parquet(in.toUri().toString());
    StreamingQuery query =
        answers("text")
            .answer(stream)
            .writeStream()
            .format("memory")
            .queryName("answered")
            .outputMode("append")
            .start();
    try {
      query.processAllAvailable();
      assertEquals(
          answers("text").answer(table().limit(20)).collectAsList(),
          spark.table("answered").collectAsList());
    } finally {
      query.stop();
    }
  }

  @Test
  void models_usedOneAfterAnother_doNotAllStay() throws IOException {
    ModelPool pool = new ModelPool();
    Configuration hadoop = new Configuration();
    for (int written = 0; written < 5; written++) {
      ModelPool.Key key =
          new ModelPool.Key(
              path, written, model.settings().evaluation(), InputLimit.of(model.settings()));
      ModelPool.Loaded one = pool.borrow(key, hadoop);
      ModelPool.Loaded other = pool.borrow(key, hadoop);
      pool.giveBack(key, one);
      pool.giveBack(key, other);
      assertEquals(one, pool.borrow(key, hadoop));
      pool.giveBack(key, one);
      assertTrue(pool.waiting() <= 4, "models that wait: " + pool.waiting());
    }
  }
}
