package io.unroll.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.InvalidInput;
import io.unroll.layers.backend.NativePlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
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
import py4j.Gateway;
import py4j.ReturnObject;

/** Texts of a small language: a quarrel has the word "no" in it. */
class SequenceEstimatorIT {
  private static final List<String> WORDS = List.of("row", "your", "boat", "gently", "stream");

  @TempDir static Path folder;
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    NativePlatform.select();
    spark =
        SparkSession.builder().master("local[2]").config("spark.ui.enabled", "false").getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static List<String> words(SplittableRandom random, boolean quarrel) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 3 + random.nextInt(4); i++) {
      words.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    if (quarrel) {
      words.set(random.nextInt(words.size()), "no");
    }
    return words;
  }

  private static Dataset<Row> texts(int count) {
    SplittableRandom random = new SplittableRandom(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean quarrel = random.nextBoolean();
      String text = String.join(" ", words(random, quarrel));
      rows.add(RowFactory.create(i, text, quarrel ? "quarrel" : "peace"));
    }
    return spark.createDataFrame(
        rows,
        new StructType()
            .add("id", DataTypes.IntegerType)
            .add("text", DataTypes.StringType)
            .add("kind", DataTypes.StringType));
  }

  private static SequenceClassifier classifier() {
    return new SequenceClassifier()
        .setInputCol("text")
        .setHidden(8)
        .setEpochs(8)
        .setBatchSize(8)
        .setLearningRate(0.02)
        .setSettings("model.embedding=8", "tokens.minCount=1", "shards.buckets=2");
  }

  @Test
  void pipeline_withCrossValidation_learnsAndComesBackFromDisk() throws IOException {
    Dataset<Row> rows = texts(200);
    SequenceClassifier classifier = classifier();
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StringIndexer()
                      .setInputCol("kind")
                      .setOutputCol("label")
                      .setStringOrderType("alphabetAsc"),
                  classifier
                });
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(classifier.learningRate(), new double[] {1e-6, 0.02})
            .build();
    CrossValidator validator =
        new CrossValidator()
            .setEstimator(pipeline)
            .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setSeed(1);
    CrossValidatorModel found = validator.fit(rows);
    assertTrue(found.avgMetrics()[1] > 0.9, "accuracy " + found.avgMetrics()[1]);
    assertTrue(found.avgMetrics()[1] > found.avgMetrics()[0]);

    String path = folder.resolve("pipeline").toUri().toString();
    ((PipelineModel) found.bestModel()).write().overwrite().save(path);
    List<Row> before = found.transform(rows).select("id", "prediction").collectAsList();
    List<Row> after =
        PipelineModel.load(path).transform(rows).select("id", "prediction").collectAsList();
    assertEquals(before, after);
    Dataset<Row> answered = found.transform(rows);
    double area =
        new BinaryClassificationEvaluator().setRawPredictionCol("probability").evaluate(answered);
    assertTrue(area > 0.9, "area " + area);
    for (Row row : answered.select("prediction", "probability", "score").collectAsList()) {
      double[] labels = ((Vector) row.get(1)).toArray();
      assertEquals(1, labels[0] + labels[1], 1e-5);
      assertEquals(Math.exp(row.getDouble(2)), labels[(int) row.getDouble(0)], 1e-6);
    }
    assertEquals(
        DataTypes.DoubleType, found.transform(rows).schema().apply("prediction").dataType());
  }

  @Test
  void labelOrder_ofNumbers_isTheirOwn() {
    LabelOrder counted = LabelOrder.of(List.of("2.0", "0.0"), true);
    assertEquals(List.of("0.0", "1.0", "2.0"), counted.labels());
    assertEquals(List.of(1, -1, 0), counted.ids());
    assertEquals(List.of("2.0", "0.0"), LabelOrder.of(List.of("2.0", "0.0"), false).labels());
    assertEquals(List.of("2.5", "0.0"), LabelOrder.of(List.of("2.5", "0.0"), true).labels());
  }

  @Test
  void tagger_ofListsOfWords_answersWithLists() {
    SplittableRandom random = new SplittableRandom(6);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      List<String> words = words(random, random.nextBoolean());
      List<String> labels = words.stream().map(w -> w.equals("no") ? "NO" : "YES").toList();
      rows.add(RowFactory.create(words.toArray(), labels.toArray()));
    }
    StructType schema =
        new StructType()
            .add("words", DataTypes.createArrayType(DataTypes.StringType))
            .add("tags", DataTypes.createArrayType(DataTypes.StringType));
    Dataset<Row> table = spark.createDataFrame(rows, schema);
    SequenceModel model =
        new SequenceTagger()
            .setInputCol("words")
            .setLabelCol("tags")
            .setHidden(8)
            .setEpochs(5)
            .setBatchSize(8)
            .setLearningRate(0.03)
            .setSettings(
                "tokens.minCount=1",
                "shards.buckets=2",
                "training.averaging.every=1",
                "training.stopping.metric=exactMatch")
            .fit(table);
    Dataset<Row> answered = model.transform(table);
    assertEquals(
        DataTypes.createArrayType(DataTypes.StringType, false),
        answered.schema().apply("prediction").dataType());
    assertEquals(answered.schema(), model.transformSchema(schema));
    long right = answered.filter("prediction = tags").count();
    assertTrue(right > 180, right + " of 200 sentences");
    assertEveryWordHasItsLabel(model, schema);
  }

  private static void assertEveryWordHasItsLabel(SequenceModel model, StructType schema) {
    Object[][] sentences = {
      {"row", "no", "boat"},
      {"row", "", "no"},
      {"row your", "no"},
      {"a\u00A0b", "no"},
      {null, "no", null},
      {" "},
      {}
    };
    List<Row> rows =
        java.util.Arrays.stream(sentences).map(words -> RowFactory.create(words, null)).toList();
    List<Row> answered = model.transform(spark.createDataFrame(rows, schema)).collectAsList();
    for (int i = 0; i < sentences.length; i++) {
      List<String> labels = answered.get(i).getList(2);
      List<Object> words = java.util.Arrays.asList(sentences[i]);
      assertEquals(words.size(), labels.size(), () -> words + " " + labels);
    }
    Dataset<Row> missing =
        spark.createDataFrame(List.of(RowFactory.create((Object) null, null)), schema);
    assertTrue(model.transform(missing).head().isNullAt(2));
  }

  @Test
  void tagger_ofWordsWithBlanksOrWithoutALetter_isFit() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Object[] words = {"New York " + i, i % 3 == 0 ? null : "", "is\u00A0not"};
      rows.add(RowFactory.create(words, new Object[] {"LOC", "O", "O"}));
    }
    StructType schema =
        new StructType()
            .add("the.words", DataTypes.createArrayType(DataTypes.StringType))
            .add("the`tags", DataTypes.createArrayType(DataTypes.StringType));
    Dataset<Row> table = spark.createDataFrame(rows, schema);
    SequenceModel model =
        new SequenceTagger()
            .setInputCol("the.words")
            .setLabelCol("the`tags")
            .setPredictionCol("the.answer")
            .setHidden(4)
            .setEpochs(1)
            .setWorkers(1)
            .setSettings("tokens.minCount=1", "model.embedding=4")
            .fit(table);
    assertEquals(
        40, model.transform(table).filter("size(`the.answer`) = size(`the.words`)").count());
  }

  @Test
  void model_savedOverTheFolderItWasLoadedFrom_isKept() throws IOException {
    Dataset<Row> rows = texts(40);
    PipelineModel fitted =
        new Pipeline()
            .setStages(new PipelineStage[] {classifier().setLabelCol("kind").setEpochs(1)})
            .fit(rows);
    String path = folder.resolve("over itself").toUri().toString();
    fitted.write().overwrite().save(path);
    List<Row> before = fitted.transform(rows).select("prediction").collectAsList();
    PipelineModel loaded = PipelineModel.load(path);
    loaded.write().overwrite().save(path);
    loaded.write().overwrite().save(path);
    assertEquals(before, loaded.transform(rows).select("prediction").collectAsList());
    assertEquals(
        before, PipelineModel.load(path).transform(rows).select("prediction").collectAsList());
  }

  @Test
  void fit_rowsWithoutLabels_areRefusedOrSkipped() throws IOException {
    Path work = java.nio.file.Files.createDirectories(folder.resolve("work"));
    Dataset<Row> rows =
        texts(30).withColumn("kind", org.apache.spark.sql.functions.expr("if(id < 3, null, kind)"));
    SequenceClassifier classifier =
        classifier().setLabelCol("kind").setEpochs(1).setWorkDir(work.toUri().toString());
    InvalidInput refused = assertThrows(InvalidInput.class, () -> classifier.fit(rows));
    assertEquals(
        "SequenceClassifier: every row must have an input and a label, got 0 without text and 3"
            + " without kind in 30 rows; drop them, or set handleInvalid to skip",
        refused.getMessage());
    try (java.util.stream.Stream<Path> left = java.nio.file.Files.list(work)) {
      assertEquals(List.of(), left.toList());
    }
    SequenceModel model = classifier.setHandleInvalid("skip").fit(rows);
    assertEquals(2, model.labels().length);
  }

  @Test
  void fit_fewRows_alwaysHasOneToValidate() {
    for (int rows = 8; rows < 11; rows += 2) {
      Dataset<Row> few = texts(30).limit(rows);
      SequenceModel model = classifier().setLabelCol("kind").setEpochs(1).setWorkers(1).fit(few);
      assertEquals(rows, model.transform(few).count());
    }
    InvalidInput refused =
        assertThrows(
            InvalidInput.class, () -> classifier().setLabelCol("kind").fit(texts(30).limit(1)));
    assertThat(refused.getMessage()).as(refused::getMessage).contains("two different rows");
  }

  /**
   * As PySpark's {@code spark._jvm} calls it: by Py4J, which finds methods by name and arguments.
   */
  @Test
  void translator_calledByPy4j_writesTexts() {
    Dataset<Row> table = texts(60).withColumnRenamed("kind", "label");
    Gateway gateway = new Gateway(null);
    gateway.startup();
    String translator =
        gateway.invoke("io.unroll.ml.SequenceTranslator", List.<Object>of()).getName();
    call(gateway, translator, "setInputCol", "text");
    call(gateway, translator, "setHidden", 8);
    call(gateway, translator, "setEpochs", 2);
    call(gateway, translator, "setBatchSize", 8);
    call(gateway, translator, "setDropout", 0.1);
    call(
        gateway,
        translator,
        "setSettings",
        List.of("model.embedding=8", "tokens.minCount=1", "evaluation.maxOutputLength=4"));
    String model = call(gateway, translator, "fit", table);
    Dataset<?> answered = (Dataset<?>) gateway.getObject(call(gateway, model, "transform", table));
    assertArrayEquals(
        new String[] {"id", "text", "label", "prediction", "score"}, answered.columns());
    assertEquals(60, answered.filter("prediction is not null").count());
    gateway.shutdown();
  }

  /** Calls a method and returns the name of what it gave. */
  private static String call(Gateway gateway, String object, String method, Object argument) {
    ReturnObject given = gateway.invoke(method, object, new ArrayList<>(List.of(argument)));
    assertFalse(given.isError(), () -> method + " failed");
    return given.getName();
  }

  @Test
  void estimator_savedAndRead_hasTheSameParams() throws IOException {
    String path = folder.resolve("estimator").toUri().toString();
    SequenceClassifier before = classifier();
    before.write().overwrite().save(path);
    SequenceClassifier after = SequenceClassifier.load(path);
    assertEquals(before.uid(), after.uid());
    assertEquals("text", after.column(after.inputCol()));
    assertEquals(before.getOrDefault(before.hidden()), after.getOrDefault(after.hidden()));
    assertArrayEquals(before.getOrDefault(before.settings()), after.getOrDefault(after.settings()));
  }

  @Test
  void fit_wrongColumnsOrSettings_isRefused() {
    Dataset<Row> rows = texts(10);
    assertThrows(InvalidInput.class, () -> new SequenceClassifier().fit(rows));
    assertThrows(InvalidInput.class, () -> classifier().setInputCol("none").fit(rows));
    assertThrows(IllegalArgumentException.class, () -> classifier().setHidden(0));
    assertThrows(
        InvalidInput.class,
        () -> classifier().setLabelCol("kind").setSettings("model.hiden=3").fit(rows));
    assertThrows(
        InvalidInput.class,
        () ->
            classifier()
                .setLabelCol("kind")
                .setSettings("training.stopping.metric=bleu")
                .fit(rows));
  }
}
