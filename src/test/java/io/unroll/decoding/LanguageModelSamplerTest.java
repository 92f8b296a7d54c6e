package io.unroll.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.InvalidInput;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.TestModels;
import io.unroll.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class LanguageModelSamplerTest {
  private static final int[] PROMPT = {5, 6, 7};

  private final NetworkBlueprint blueprint =
      TestModels.blueprint(TestModels.languageModel(2, TestModels.training(1, 4, 1)));
  private final ComputationGraph network = TestModels.network(blueprint);

  @Test
  void sameSeed_writesTheSame_anotherSeedDoesNot() {
    assertEquals(written(1.0, 1), written(1.0, 1));
    assertNotEquals(written(1.0, 1), written(1.0, 2));
  }

  @Test
  void temperatureZero_ignoresTheSeed() {
    assertEquals(written(0, 1), written(0, 2));
  }

  @Test
  void written_neverHoldsPaddingOrUnknown() {
    assertTrue(written(2.0, 3).stream().allMatch(id -> id >= Vocabulary.EOS));
  }

  @Test
  void carriedState_oneByOne_equalsReadingAllAtOnce() {
    List<Integer> all = written(0, 1);
    int[] longer = {PROMPT[0], PROMPT[1], PROMPT[2], all.get(0), all.get(1)};
    List<Integer> rest = new ArrayList<>();
    new LanguageModelSampler(network, Sampling.GREEDY, 1).write(longer, 10, rest::add);
    assertEquals(all.subList(2, 12), rest);
  }

  @Test
  void written_outputNotANumber_isRefused() {
    INDArray bias = network.getLayer(NetworkBlueprint.OUTPUT).getParam("b");
    bias.putScalar(5, Float.NaN);
    LanguageModelSampler sampler = new LanguageModelSampler(network, Sampling.GREEDY, 1);
    assertThrows(InvalidInput.class, () -> sampler.write(new int[] {4}, 1, token -> {}));
  }

  @Test
  void emptyPrompt_isRefused() {
    LanguageModelSampler sampler = new LanguageModelSampler(network, new Sampling(1, 0, 1), 1);
    assertThrows(IllegalArgumentException.class, () -> sampler.write(new int[0], 1, id -> {}));
  }

  private List<Integer> written(double temperature, long seed) {
    List<Integer> ids = new ArrayList<>();
    new LanguageModelSampler(network, new Sampling(temperature, 0, 1), seed)
        .write(PROMPT, 30, ids::add);
    return ids;
  }
}
