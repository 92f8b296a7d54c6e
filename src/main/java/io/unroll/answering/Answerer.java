package io.unroll.answering;

import io.unroll.decoding.Answer;
import io.unroll.shards.SequenceBatch;
import java.util.List;

/** A network that gives one or more answers to each row of a batch, best first. */
interface Answerer {
  List<List<Answer>> answer(SequenceBatch batch);
}
