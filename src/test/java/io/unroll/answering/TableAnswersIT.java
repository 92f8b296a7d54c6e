package io.unroll.answering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
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
        SparkSession.builder().master("local[2]").config("spark.ui.enabled", "false").getOrCreate();
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
    return new TableAnswers(path, model.settings().evaluation(), column, TableAnswers.COLUMNS, 1);
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
    LineAnswers alone = new LineAnswers(model, AnswerOptions.ofBest(model.settings().evaluation()));
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
        Answered one = alone.answer(List.of(new LineAnswers.Line(text, "here"))).get(0);
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
        "column id must be a string, got int; cast it, or give numbers as JSON by to_json",
        assertThrows(InvalidInput.class, () -> answers("id").answer(table())).getMessage());
    Dataset<Row> taken = table().withColumnRenamed("id", "answer");
    assertThrows(InvalidInput.class, () -> answers("text").answer(taken));
  }
}
