package io.unroll.layers;

import io.unroll.layers.reference.AttentionScore;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/** Our attention vertex against the equations. */
class GeneralAttentionReferenceTest extends AttentionVertexProperties {

  @Override
  AttentionScore score() {
    return AttentionScore.GENERAL;
  }

  @Override
  List<String> scoreKeys() {
    return List.of(GeneralAttention.SCORE_WEIGHT);
  }

  @Override
  GraphVertex vertex(int hidden, int attention) {
    return new GeneralAttention(hidden);
  }
}
