package io.unroll.evaluation;

import io.unroll.evaluation.measure.Bleu;
import io.unroll.evaluation.measure.Exact;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Baselines for models that write, compared with the same references as answers. */
record TextBaselines(SideCodec source, SideCodec target) implements Serializable {

  /** BLEU of always answering with the training split's most frequent target. */
  double majorityBleu(JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    String majority = majority(train);
    return references(test)
        .map(reference -> Bleu.of(majority, List.of(reference.text())))
        .treeReduce(Bleu::plus)
        .score();
  }

  /** Exact match of always answering so. */
  double majorityExactMatch(JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    String majority = majority(train);
    return references(test)
        .map(reference -> Exact.of(reference.tokens().equals(majority)))
        .treeReduce(Exact::plus)
        .share();
  }

  /** BLEU of the inputs, as the model reads them, taken for answers. */
  double copyBleu(JavaRDD<SequenceBatch> test) {
    return test.flatMap(
            batch ->
                IntStream.range(0, batch.rows())
                    .mapToObj(
                        row ->
                            Bleu.of(
                                source.text(batch.input().row(row)),
                                List.of(reference(batch, row).text())))
                    .iterator())
        .treeReduce(Bleu::plus)
        .score();
  }

  private String majority(JavaRDD<SequenceBatch> train) {
    return train
        .flatMap(
            batch ->
                IntStream.range(0, batch.rows())
                    .mapToObj(row -> target.text(batch.target().row(row)))
                    .iterator())
        .mapToPair(text -> new Tuple2<>(text, 1L))
        .reduceByKey(Long::sum)
        .reduce(Baselines::moreFrequent)
        ._1();
  }

  private JavaRDD<Reference> references(JavaRDD<SequenceBatch> batches) {
    return batches.flatMap(
        batch ->
            IntStream.range(0, batch.rows()).mapToObj(row -> reference(batch, row)).iterator());
  }

  private Reference reference(SequenceBatch batch, int row) {
    return Reference.of(batch, row, target, true);
  }
}
