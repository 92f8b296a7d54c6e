package io.unroll.layers.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.layers.attention.AttentionComputation.States;
import io.unroll.layers.attention.SequenceAttention.Score;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The reference of the native computation, against difference quotients in double precision. */
class PortableAttentionTest {
  private static final double STEP = 1e-5;

  private final LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();

  @ParameterizedTest
  @EnumSource(Score.class)
  void gradient_ofEveryParameterAndState_equalsDifferenceQuotient(Score score) {
    Nd4j.getRandom().setSeed(11);
    SequenceAttention configuration = new SequenceAttention(score, 4, 5, Kernels.AUTO);
    Map<String, INDArray> parameters = table(configuration);
    Map<String, INDArray> gradients = table(configuration);
    INDArray mask =
        Nd4j.createFromArray(new double[][] {{1, 1, 1, 1, 1}, {0, 1, 1, 0, 1}, {1, 0, 0, 0, 0}});
    States states = new States(uniform(3, 4, 2), uniform(3, 4, 5), Optional.of(mask));
    INDArray direction = uniform(3, 4, 2);
    PortableAttention attention = new PortableAttention(score, parameters);
    attention.forward(states, true, workspaces);
    INDArray[] dStates = attention.backward(direction, gradients, workspaces);

    assertGradient("decoder", attention, states, direction, states.decoder_BHT(), dStates[0]);
    assertGradient("encoder", attention, states, direction, states.encoder_BHS(), dStates[1]);
    parameters.forEach(
        (name, array) ->
            assertGradient(name, attention, states, direction, array, gradients.get(name)));
  }

  /** Gradient of the output's product with a direction. */
  private void assertGradient(
      String name,
      PortableAttention attention,
      States states,
      INDArray direction,
      INDArray variable,
      INDArray gradient) {
    INDArray values = variable.reshape(variable.length());
    INDArray derivatives = gradient.dup('c').reshape(gradient.length());
    for (long i = 0; i < values.length(); i++) {
      double value = values.getDouble(i);
      values.putScalar(i, value + STEP);
      double above = along(attention, states, direction);
      values.putScalar(i, value - STEP);
      double below = along(attention, states, direction);
      values.putScalar(i, value);
      double quotient = (above - below) / (2 * STEP);
      double allowed = 1e-8 + 1e-6 * Math.abs(quotient);
      assertEquals(quotient, derivatives.getDouble(i), allowed, name + " " + i);
    }
  }

  private double along(PortableAttention attention, States states, INDArray direction) {
    return attention.forward(states, true, workspaces).mul(direction).sumNumber().doubleValue();
  }

  private static Map<String, INDArray> table(SequenceAttention configuration) {
    Map<String, INDArray> table = new LinkedHashMap<>();
    configuration
        .getVertexParams()
        .getParamShapes()
        .forEach((name, shape) -> table.put(name, uniform(shape)));
    return table;
  }

  private static INDArray uniform(long... shape) {
    return Nd4j.rand(DataType.DOUBLE, shape).subi(0.5).muli(2);
  }
}
