package io.unroll.layers.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.layers.RelativeDifference;
import io.unroll.layers.embedding.TokenEmbedding;
import io.unroll.layers.embedding.TokenIds;
import io.unroll.layers.reference.Draws;
import io.unroll.layers.reference.SoftmaxLossReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Group;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The output layer and a tied embedding against the equations: native in float, portable too. */
class TokenOutputReferenceTest {
  private static final LayerWorkspaceMgr WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

  /** Sizes of a batch. */
  private record Sizes(int batch, int steps, int width, int vocabulary) {}

  abstract static class Properties {

    abstract Kernels kernels();

    abstract DataType type();

    double tolerance() {
      return type() == DataType.DOUBLE ? 1e-10 : 1e-5;
    }

    @Property(tries = 25)
    void lossAndGradients_randomShapes_equalReference(
        @ForAll long seed,
        @ForAll @IntRange(min = 1, max = 4) int batch,
        @ForAll @IntRange(min = 1, max = 5) int steps,
        @ForAll @IntRange(min = 1, max = 7) int width,
        @ForAll @IntRange(min = 2, max = 11) int vocabulary,
        @ForAll boolean smoothed) {
      Sizes sizes = new Sizes(batch, steps, width, vocabulary);
      new Comparison(sizes, smoothed ? 0.1 : 0, this, seed).assertLayerMatches();
    }

    @Property(tries = 15)
    void tiedTable_randomShapes_getsBothGradients(
        @ForAll long seed,
        @ForAll @IntRange(min = 1, max = 4) int batch,
        @ForAll @IntRange(min = 1, max = 5) int steps,
        @ForAll boolean smoothed) {
      Sizes sizes = new Sizes(batch, steps, 5, 6);
      new Comparison(sizes, smoothed ? 0.1 : 0, this, seed).assertTiedMatches();
    }

    @Property(tries = 3)
    void vanishingTarget_scoresFarApart_staysFinite(@ForAll long seed) {
      Comparison comparison = new Comparison(new Sizes(2, 3, 2, 5), 0.1, this, seed);
      comparison.inputs.b_V()[0] = 1000;
      comparison.assertLayerMatches();
    }
  }

  @Group
  class NativeFloat extends Properties {
    @Override
    Kernels kernels() {
      return Kernels.REQUIRE;
    }

    @Override
    DataType type() {
      return DataType.FLOAT;
    }
  }

  @Group
  class PortableFloat extends Properties {
    @Override
    Kernels kernels() {
      return Kernels.STOCK;
    }

    @Override
    DataType type() {
      return DataType.FLOAT;
    }
  }

  @Group
  class PortableDouble extends Properties {
    @Override
    Kernels kernels() {
      return Kernels.STOCK;
    }

    @Override
    DataType type() {
      return DataType.DOUBLE;
    }
  }

  /** One draw; place = step x batch + row, as in {@link TokenIds}. */
  private static final class Comparison {
    final Sizes sizes;
    final double smoothing;
    final Properties properties;
    final SoftmaxLossReference.Inputs inputs;
    final int[] read_N;
    final INDArray labels_B1T;
    final INDArray mask_BT;

    Comparison(Sizes sizes, double smoothing, Properties properties, long seed) {
      this.sizes = sizes;
      this.smoothing = smoothing;
      this.properties = properties;
      Draws draws = Draws.random(seed);
      int count = sizes.batch * sizes.steps;
      boolean[] real_N = new boolean[count];
      int[] targets_N = draws.integers(count, 0, sizes.vocabulary - 1);
      read_N = draws.integers(count, 0, sizes.vocabulary - 1);
      labels_B1T = Nd4j.create(properties.type(), sizes.batch, 1, sizes.steps);
      mask_BT = Nd4j.ones(properties.type(), sizes.batch, sizes.steps);
      // One in three is ignored: by the mask, by its id, or by both.
      for (int place = 0; place < count; place++) {
        int kind = draws.integers(1, 0, 8)[0];
        int row = place % sizes.batch;
        int step = place / sizes.batch;
        real_N[place] = kind > 2;
        labels_B1T.putScalar(row, 0, step, kind == 0 || kind == 1 ? -1 : targets_N[place]);
        mask_BT.putScalar(row, step, kind == 1 || kind == 2 ? 0 : 1);
      }
      inputs =
          new SoftmaxLossReference.Inputs(
              draws.array(count, sizes.width),
              draws.array(sizes.width, sizes.vocabulary),
              draws.array(sizes.vocabulary),
              targets_N,
              real_N);
    }

    private TokenOutput output() {
      return new TokenOutput(sizes.width, sizes.vocabulary, smoothing, properties.kernels());
    }

    private NeuralNetConfiguration.Builder configuration() {
      return new NeuralNetConfiguration.Builder().dataType(properties.type()).miniBatch(false);
    }

    void assertLayerMatches() {
      ComputationGraph graph =
          new ComputationGraph(
              configuration()
                  .graphBuilder()
                  .addInputs("x")
                  .addLayer("output", output(), "x")
                  .setOutputs("output")
                  .build());
      graph.init();
      graph.initGradientsView();
      TokenOutputLayer layer = (TokenOutputLayer) graph.getLayer("output");
      layer.getParam("W").assign(array(inputs.w_HV()));
      layer.getParam("b").assign(array(inputs.b_V()));
      SoftmaxLossReference.Result expected = new SoftmaxLossReference(smoothing).of(inputs);
      for (double padding : new double[] {0, 1e3}) {
        layer.setInput(states(padding), WORKSPACES);
        layer.setLabels(labels_B1T);
        layer.setMaskArray(mask_BT);
        Pair<Gradient, INDArray> actual = layer.backpropGradient(Nd4j.empty(), WORKSPACES);
        assertTally(expected, layer);
        assertEquals(
            expected.lossSum(),
            layer.computeScore(0, true, WORKSPACES),
            properties.tolerance() * Math.max(1, expected.lossSum()));
        assertClose("dW", array(expected.dW_HV()), actual.getFirst().getGradientFor("W"));
        assertClose("db", array(expected.db_V()), actual.getFirst().getGradientFor("b"));
        assertClose("dHidden", array(expected.dHidden_NH()), byPlace(actual.getSecond()));
        layer.scoreNext(labels_B1T, mask_BT, TokenListener.NONE);
        layer.activate(false, WORKSPACES);
        assertTally(expected, layer);
        layer.computeScore(0, false, WORKSPACES);
        assertTally(expected, layer);
      }
      INDArray sums_BT = layer.activate(false, WORKSPACES).sum(1);
      assertTrue(sums_BT.sub(1).amaxNumber().doubleValue() < 1e-5, sums_BT::toString);
    }

    void assertTiedMatches() {
      TokenOutput output = output();
      output.setTied(true);
      output.setLayerName("output");
      NeuralNetConfiguration configured = configuration().layer(output).build();
      ComputationGraph graph =
          new ComputationGraph(
              configuration()
                  .graphBuilder()
                  .addInputs("ids")
                  .addLayer(
                      "embedding", new TokenEmbedding(sizes.vocabulary, sizes.width, true), "ids")
                  .addVertex("output", new TiedOutputVertex(configured, "embedding"), "embedding")
                  .setOutputs("output")
                  .build());
      graph.init();
      graph.getLayer("embedding").getParam("W").assign(array(inputs.w_HV()).transpose());
      graph.getLayer("output").getParam("b").assign(array(inputs.b_V()));
      INDArray ids_B1T = Nd4j.create(properties.type(), sizes.batch, 1, sizes.steps);
      for (int place = 0; place < read_N.length; place++) {
        ids_B1T.putScalar(place % sizes.batch, 0, place / sizes.batch, read_N[place]);
        for (int i = 0; i < sizes.width; i++) {
          inputs.hidden_NH()[place][i] = inputs.w_HV()[i][read_N[place]];
        }
      }
      graph.setInputs(ids_B1T);
      graph.setLabels(labels_B1T);
      graph.setLayerMaskArrays(null, new INDArray[] {mask_BT});
      graph.computeGradientAndScore();
      SoftmaxLossReference.Result expected = new SoftmaxLossReference(smoothing).of(inputs);
      assertTally(expected, (TokenOutputLayer) graph.getLayer("output"));
      INDArray oneHot_NV = Nd4j.zeros(properties.type(), read_N.length, sizes.vocabulary);
      for (int place = 0; place < read_N.length; place++) {
        oneHot_NV.putScalar(place, read_N[place], 1);
      }
      INDArray table_VH =
          array(expected.dW_HV())
              .transpose()
              .add(oneHot_NV.transpose().mmul(array(expected.dHidden_NH())));
      assertClose("table", table_VH, graph.gradient().getGradientFor("embedding_W"));
      assertClose("b", array(expected.db_V()), graph.gradient().getGradientFor("output_b"));
    }

    /** [B, H, T]; what stands at ignored places is not to matter. */
    private INDArray states(double padding) {
      INDArray x_BHT = Nd4j.create(properties.type(), sizes.batch, sizes.width, sizes.steps);
      for (int place = 0; place < inputs.real_N().length; place++) {
        for (int i = 0; i < sizes.width; i++) {
          double value = inputs.real_N()[place] ? inputs.hidden_NH()[place][i] : padding;
          x_BHT.putScalar(place % sizes.batch, i, place / sizes.batch, value);
        }
      }
      return x_BHT;
    }

    private void assertTally(SoftmaxLossReference.Result expected, TokenOutputLayer layer) {
      TokenTally tally = layer.tally();
      double nats = new SoftmaxLossReference(0).of(inputs).lossSum();
      double tolerance = properties.tolerance();
      assertEquals(expected.lossSum(), tally.loss(), tolerance * Math.max(1, expected.lossSum()));
      assertEquals(nats, tally.nats(), tolerance * Math.max(1, nats));
      assertEquals(expected.correct(), tally.correct());
      long tokens = 0;
      for (boolean real : inputs.real_N()) {
        tokens += real ? 1 : 0;
      }
      assertEquals(tokens, tally.tokens());
    }

    private INDArray byPlace(INDArray array_BXT) {
      return array_BXT.permute(2, 0, 1).dup('c').reshape('c', read_N.length, sizes.width);
    }

    private INDArray array(double[][] matrix) {
      return Nd4j.createFromArray(matrix).castTo(properties.type());
    }

    private INDArray array(double[] vector) {
      return Nd4j.createFromArray(vector).castTo(properties.type()).reshape(1, vector.length);
    }

    private void assertClose(String name, INDArray expected, INDArray actual) {
      RelativeDifference.assertAtMost(properties.tolerance(), name, expected, actual);
    }
  }
}
