package io.unroll.layers.attention;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.layers.reference.AttentionScore;
import java.util.List;
import net.jqwik.api.Group;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.nd4j.linalg.api.buffer.DataType;

/** Our attention vertex against the equations. */
class SequenceAttentionReferenceTest {

  @Group
  class Dot extends AttentionVertexProperties {
    @Override
    AttentionScore score() {
      return AttentionScore.DOT;
    }

    @Override
    List<String> scoreKeys() {
      return List.of();
    }

    @Override
    GraphVertex vertex(int hidden, int attention) {
      return new SequenceAttention(SequenceAttention.Score.DOT, hidden, Kernels.REQUIRE);
    }
  }

  @Group
  class General extends AttentionVertexProperties {
    @Override
    AttentionScore score() {
      return AttentionScore.GENERAL;
    }

    @Override
    List<String> scoreKeys() {
      return List.of(SequenceAttention.SCORE_WEIGHT);
    }

    @Override
    GraphVertex vertex(int hidden, int attention) {
      return new SequenceAttention(SequenceAttention.Score.GENERAL, hidden, Kernels.REQUIRE);
    }
  }

  @Group
  class Additive extends AttentionVertexProperties {
    @Override
    AttentionScore score() {
      return AttentionScore.ADDITIVE;
    }

    @Override
    List<String> scoreKeys() {
      return List.of(
          SequenceAttention.QUERY_WEIGHT,
          SequenceAttention.MEMORY_WEIGHT,
          SequenceAttention.SCORE_VECTOR);
    }

    @Override
    GraphVertex vertex(int hidden, int attention) {
      return new SequenceAttention(
          SequenceAttention.Score.ADDITIVE, hidden, attention, Kernels.REQUIRE);
    }
  }

  @Group
  class PortableAdditive extends Additive {
    @Override
    DataType type() {
      return DataType.DOUBLE;
    }

    @Override
    GraphVertex vertex(int hidden, int attention) {
      return new SequenceAttention(
          SequenceAttention.Score.ADDITIVE, hidden, attention, Kernels.STOCK);
    }
  }
}
