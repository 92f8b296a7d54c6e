package io.unroll.decoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.unroll.network.NetworkBlueprint;
import io.unroll.network.SequenceModel;
import io.unroll.network.TestModels;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SequenceBatch;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
}
