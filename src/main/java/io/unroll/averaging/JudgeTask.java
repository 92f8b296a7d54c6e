package io.unroll.averaging;

import java.io.Serializable;

/**
 * A worker's part in judging the model.
 *
 * @param <D> what it is judged by
 * @param <R> what the judgement is
 */
public interface JudgeTask<D, R> extends Serializable {

  /** Judges the parameters that would be kept now. */
  R judge(D data, float[] parameters);
}
