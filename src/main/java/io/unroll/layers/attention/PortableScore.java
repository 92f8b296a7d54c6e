package io.unroll.layers.attention;

import static io.unroll.layers.attention.PortableAttention.product;
import static io.unroll.layers.attention.PortableAttention.put;
import static io.unroll.layers.attention.PortableAttention.rows;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.unroll.layers.attention.SequenceAttention.Score;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A score of all pairs of decoder and encoder steps at once, by ND4J's operations.
 *
 * <p>Suffixes as in {@link AttentionComputation}; A = attention size, N = B T or B S.
 */
public interface PortableScore {

  /** Returns the scores [B, T, S] of all pairs of steps. */
  INDArray forward(INDArray decoder_BTH, INDArray encoder_BSH);

  /** Gradients of the scores by the states. */
  record Gradients(INDArray decoder_BTH, INDArray encoder_BSH) {}

  /**
   * Differentiates {@link #forward}.
   *
   * @param gradients receives the gradients of the score's parameters, by name
   */
  Gradients backward(
      INDArray decoder_BTH,
      INDArray encoder_BSH,
      INDArray dScores_BTS,
      Map<String, INDArray> gradients);

  /** Returns the score of this name. */
  static PortableScore of(Score score, Map<String, INDArray> parameters) {
    return switch (score) {
      case DOT -> new Dot();
      case GENERAL -> new General(parameter(parameters, SequenceAttention.SCORE_WEIGHT));
      case ADDITIVE ->
          new Additive(
              parameter(parameters, SequenceAttention.QUERY_WEIGHT),
              parameter(parameters, SequenceAttention.MEMORY_WEIGHT),
              parameter(parameters, SequenceAttention.SCORE_VECTOR));
    };
  }

  private static INDArray parameter(Map<String, INDArray> parameters, String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  private static INDArray project(INDArray states_BTH, INDArray weight) {
    return rows(states_BTH)
        .mmul(weight)
        .dup('c')
        .reshape('c', states_BTH.size(0), states_BTH.size(1), weight.size(1));
  }

  /** {@code h_t . m_s}. */
  record Dot() implements PortableScore {
    @Override
    public INDArray forward(INDArray decoder_BTH, INDArray encoder_BSH) {
      return product(decoder_BTH, encoder_BSH.permute(0, 2, 1));
    }

    @Override
    public Gradients backward(
        INDArray decoder_BTH,
        INDArray encoder_BSH,
        INDArray dScores_BTS,
        Map<String, INDArray> gradients) {
      return new Gradients(
          product(dScores_BTS, encoder_BSH), product(dScores_BTS.permute(0, 2, 1), decoder_BTH));
    }
  }

  /** {@code h_t Wa m_s}. */
  record General(INDArray weight_HH) implements PortableScore {
    @Override
    public INDArray forward(INDArray decoder_BTH, INDArray encoder_BSH) {
      return new Dot().forward(project(decoder_BTH, weight_HH), encoder_BSH);
    }

    @Override
    public Gradients backward(
        INDArray decoder_BTH,
        INDArray encoder_BSH,
        INDArray dScores_BTS,
        Map<String, INDArray> gradients) {
      INDArray query_BTH = project(decoder_BTH, weight_HH);
      Gradients byProduct = new Dot().backward(query_BTH, encoder_BSH, dScores_BTS, gradients);
      INDArray dQuery_BTH = byProduct.decoder_BTH();
      put(
          gradients,
          SequenceAttention.SCORE_WEIGHT,
          rows(decoder_BTH).transpose().mmul(rows(dQuery_BTH)));
      return new Gradients(project(dQuery_BTH, weight_HH.transpose()), byProduct.encoder_BSH());
    }
  }

  /** {@code v . tanh(h_t Wq + m_s Wm)}, one decoder step at a time to bound memory. */
  record Additive(INDArray query_HA, INDArray memory_HA, INDArray vector_A1)
      implements PortableScore {
    @Override
    public INDArray forward(INDArray decoder_BTH, INDArray encoder_BSH) {
      INDArray query_BTA = project(decoder_BTH, query_HA);
      INDArray memory_BSA = project(encoder_BSH, memory_HA);
      long batch = decoder_BTH.size(0);
      long steps = decoder_BTH.size(1);
      long sourceSteps = encoder_BSH.size(1);
      INDArray scores_BTS =
          Nd4j.createUninitialized(
              decoder_BTH.dataType(), new long[] {batch, steps, sourceSteps}, 'c');
      for (long step = 0; step < steps; step++) {
        INDArray score_N1 = rows(tanh(query_BTA, memory_BSA, step)).mmul(vector_A1);
        at(scores_BTS, step).assign(score_N1.dup('c').reshape('c', batch, sourceSteps));
      }
      return scores_BTS;
    }

    @Override
    public Gradients backward(
        INDArray decoder_BTH,
        INDArray encoder_BSH,
        INDArray dScores_BTS,
        Map<String, INDArray> gradients) {
      INDArray query_BTA = project(decoder_BTH, query_HA);
      INDArray memory_BSA = project(encoder_BSH, memory_HA);
      INDArray dQuery_BTA = query_BTA.like();
      INDArray dMemory_BSA = memory_BSA.like();
      INDArray dVector_A1 = vector_A1.like();
      for (long step = 0; step < decoder_BTH.size(1); step++) {
        INDArray tanh_BSA = tanh(query_BTA, memory_BSA, step);
        INDArray dScore_N1 =
            at(dScores_BTS, step)
                .dup('c')
                .reshape('c', dScores_BTS.size(0) * dScores_BTS.size(2), 1);
        dVector_A1.addi(rows(tanh_BSA).transpose().mmul(dScore_N1));
        INDArray dTanh_BSA =
            dScore_N1.mmul(vector_A1.transpose()).dup('c').reshape('c', tanh_BSA.shape());
        INDArray dSum_BSA = dTanh_BSA.muli(tanh_BSA.mul(tanh_BSA).rsubi(1.0));
        dMemory_BSA.addi(dSum_BSA);
        at(dQuery_BTA, step).assign(dSum_BSA.sum(1));
      }
      put(gradients, SequenceAttention.SCORE_VECTOR, dVector_A1);
      put(
          gradients,
          SequenceAttention.QUERY_WEIGHT,
          rows(decoder_BTH).transpose().mmul(rows(dQuery_BTA)));
      put(
          gradients,
          SequenceAttention.MEMORY_WEIGHT,
          rows(encoder_BSH).transpose().mmul(rows(dMemory_BSA)));
      return new Gradients(
          project(dQuery_BTA, query_HA.transpose()), project(dMemory_BSA, memory_HA.transpose()));
    }

    private static INDArray tanh(INDArray query_BTA, INDArray memory_BSA, long step) {
      INDArray query_B1A =
          at(query_BTA, step).dup('c').reshape('c', query_BTA.size(0), 1, query_BTA.size(2));
      return Transforms.tanh(memory_BSA.add(query_B1A), false);
    }

    /** Returns a decoder step's slice, a view. */
    private static INDArray at(INDArray array, long step) {
      return array.get(all(), point(step), all());
    }
  }
}
