package io.unroll.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.SequenceModel;
import io.unroll.network.TestModels;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SequenceBatch;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class PredictorTest {

  @ParameterizedTest
  @EnumSource(SequenceModel.class)
  void predict_oneByOne_equalsPaddedBatch(SequenceModel model) {
    NetworkBlueprint blueprint = model.blueprint(8);
    Predictor predictor =
        Predictor.of(
                blueprint, TestModels.network(blueprint), model.settings(8).evaluation(), List.of())
            .orElseThrow();
    SequenceBatch batch = model.batch(11, 7, 1, 3, 5);
    List<Answer> together = predictor.predict(batch);
    for (int row = 0; row < batch.rows(); row++) {
      SequenceBatch one = SequenceModel.row(batch, row);
      SequenceBatch unanswered = blueprint.unanswered(one.input(), one.keys());
      EncodedSequence alone = predictor.predict(unanswered).get(0).sequence();
      assertArrayEquals(together.get(row).sequence().ids(), alone.ids());
      assertArrayEquals(together.get(row).sequence().values(), alone.values(), 1e-5f);
    }
  }

  @ParameterizedTest
  @EnumSource(SequenceModel.class)
  void predict_outputNotANumber_isRefused(SequenceModel model) {
    NetworkBlueprint blueprint = model.blueprint(8);
    ComputationGraph network = TestModels.network(blueprint);
    INDArray weights = network.getLayer(NetworkBlueprint.OUTPUT).getParam("W");
    weights.putScalar(weights.length() - 1, Float.NaN);
    Predictor predictor =
        Predictor.of(blueprint, network, model.settings(8).evaluation(), List.of()).orElseThrow();
    SequenceBatch batch = model.batch(11, 7, 1, 3, 5);
    InvalidInput refused = assertThrows(InvalidInput.class, () -> predictor.predict(batch));
    assertThat(refused.getMessage()).contains("found NaN");
  }
}
