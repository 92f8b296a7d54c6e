package io.unroll.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.AveragingSettings.Outer;
import io.unroll.config.InvalidInput;
import io.unroll.corpus.EmbeddedSpark;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.network.Parameters;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Our master under Deeplearning4j's own Spark front end, on a graph of its own layers. */
class AveragingTrainingMasterIT {
  private static final int ROWS = 4;
  private static final int STEPS = 6;

  /** Runs the lines that docs/training-master.md shows. */
  private static ComputationGraph documented(
      JavaSparkContext spark, ComputationGraph graph, JavaRDD<MultiDataSet> batches) {
    AveragingTrainingMaster master =
        AveragingTrainingMaster.workers(2).averageEvery(4).outer(Outer.BMUF).build();
    SparkComputationGraph training = new SparkComputationGraph(spark, graph, master);
    for (int epoch = 0; epoch < 10; epoch++) {
      training.fitMultiDataSet(batches);
    }
    return training.getNetwork();
  }

  @Test
  void oneWorker_equalsLocalFit_bitForBit() {
    ComputationGraph spark = trained(2, 1, 3, 2);

    NativeThreads.bind(1);
    ComputationGraph local = graph();
    for (int epoch = 0; epoch < 2; epoch++) {
      batches(7).forEach(batch -> local.fit(batch.toMultiDataSet()));
      local.incrementEpochCount();
    }
    assertArrayEquals(Parameters.of(local), Parameters.of(spark));
    assertArrayEquals(Parameters.optimiserStateOf(local), Parameters.optimiserStateOf(spark));
    assertEquals(local.getIterationCount(), spark.getIterationCount());
    assertEquals(local.getEpochCount(), spark.getEpochCount());
  }

  @Test
  void twoWorkers_anyThreads_giveTheSameBitForBit() {
    ComputationGraph one = trained(1, 2, 2, 2);
    ComputationGraph three = trained(3, 2, 2, 2);
    assertArrayEquals(Parameters.of(one), Parameters.of(three));
    assertArrayEquals(Parameters.optimiserStateOf(one), Parameters.optimiserStateOf(three));
  }

  @Test
  void twoWorkers_aRoundOfTwoBatches_isTheirMeanByTargetSteps() {
    ComputationGraph spark = trained(2, 2, 1, 1, 2);

    NativeThreads.bind(1);
    double[] sum = new double[Parameters.of(spark).length];
    long steps = 0;
    for (DataSet batch : batches(2)) {
      ComputationGraph alone = graph();
      alone.fit(batch.toMultiDataSet());
      long own = batch.getLabelsMaskArray().sumNumber().longValue();
      float[] parameters = Parameters.of(alone);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += own * (double) parameters[i];
      }
      steps += own;
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / steps);
    }
    assertArrayEquals(mean, Parameters.of(spark));
  }

  @Test
  void documentedExample_tenPasses_lowerTheLoss() {
    ComputationGraph graph = graph();
    double before = loss(graph);
    with(2, (spark, data) -> documented(spark, graph, data.map(DataSet::toMultiDataSet)));
    double after = loss(graph);
    assertTrue(after < 0.7 * before, before + " to " + after);
  }

  @Test
  void emptyData_isRefused_andLeavesTheGraphAsItWas() {
    ComputationGraph graph = graph();
    with(
        1,
        (spark, data) -> {
          SparkComputationGraph training =
              new SparkComputationGraph(spark, graph, AveragingTrainingMaster.workers(1).build());
          assertThrows(InvalidInput.class, () -> training.fit(data.filter(batch -> false)));
        });
    assertArrayEquals(Parameters.of(graph()), Parameters.of(graph));
  }

  @Test
  void whatIsNotThere_saysWhatToCallInstead() {
    AveragingTrainingMaster master = AveragingTrainingMaster.workers(2).build();
    refuses("fitMultiDataSet", () -> master.getWorkerInstance((SparkComputationGraph) null));
    refuses("toComputationGraph", () -> master.getWorkerInstance((SparkDl4jMultiLayer) null));
    refuses("event log", () -> master.setCollectTrainingStats(true));
    assertFalse(master.getIsCollectTrainingStats());
    assertThat(master.toYaml()).as(master::toYaml).contains("\"workers\" : 2");
  }

  private static void refuses(String instead, org.junit.jupiter.api.function.Executable call) {
    UnsupportedOperationException refused = assertThrows(UnsupportedOperationException.class, call);
    assertThat(String.valueOf(refused.getMessage())).as(refused::getMessage).contains(instead);
  }

  private static ComputationGraph trained(int threads, int workers, int averageEvery, int passes) {
    return trained(threads, workers, averageEvery, passes, 7);
  }

  private static ComputationGraph trained(
      int threads, int workers, int averageEvery, int passes, int batches) {
    ComputationGraph graph = graph();
    with(
        threads,
        batches,
        (spark, data) -> {
          SparkComputationGraph training =
              new SparkComputationGraph(
                  spark,
                  graph,
                  AveragingTrainingMaster.workers(workers).averageEvery(averageEvery).build());
          // What is cached already must be taken as well.
          data.cache();
          for (int pass = 0; pass < passes; pass++) {
            training.fit(data);
          }
        });
    return graph;
  }

  private static void with(int threads, BiConsumer<JavaSparkContext, JavaRDD<DataSet>> use) {
    with(threads, 7, use);
  }

  private static void with(
      int threads, int batches, BiConsumer<JavaSparkContext, JavaRDD<DataSet>> use) {
    EmbeddedSpark.with(
        threads,
        session -> {
          JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
          use.accept(spark, spark.parallelize(batches(batches), threads + 1));
          return threads;
        });
  }

  private static double loss(ComputationGraph graph) {
    return batches(7).stream().mapToDouble(batch -> graph.score(batch.toMultiDataSet())).sum();
  }

  private static ComputationGraph graph() {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .updater(new Adam(0.02))
            .graphBuilder()
            .addInputs("in")
            .addLayer("cell", new LSTM.Builder().nOut(8).activation(Activation.TANH).build(), "in")
            .addLayer(
                "out",
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(3)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "cell")
            .setOutputs("out")
            .setInputTypes(InputType.recurrent(3))
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  /** Symbols one-hot [B, 3, T]; what is asked for is the symbol before. */
  private static List<DataSet> batches(int count) {
    return IntStream.range(0, count).mapToObj(AveragingTrainingMasterIT::batch).toList();
  }

  private static DataSet batch(int number) {
    Random random = new Random(number);
    INDArray in = Nd4j.zeros(ROWS, 3, STEPS);
    INDArray out = Nd4j.zeros(ROWS, 3, STEPS);
    INDArray mask = Nd4j.zeros(ROWS, STEPS);
    for (int row = 0; row < ROWS; row++) {
      int length = 2 + random.nextInt(STEPS - 1);
      int[] symbols = random.ints(length + 1, 0, 3).toArray();
      for (int step = 0; step < length; step++) {
        in.putScalar(row, symbols[step + 1], step, 1);
        out.putScalar(row, step == 0 ? 0 : symbols[step], step, 1);
        mask.putScalar(row, step, 1);
      }
    }
    return new DataSet(in, out, mask.dup(), mask);
  }
}
