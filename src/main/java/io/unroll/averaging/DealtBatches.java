package io.unroll.averaging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import scala.Tuple2;

/**
 * One worker's batches in the order of the data, packed so that a round unpacks only its own.
 *
 * @param packed as {@link MultiDataSet#save} writes them
 */
record DealtBatches(List<byte[]> packed) implements Serializable {

  private record Numbered(long number, byte[] packed) implements Serializable {}

  /**
   * Deals batches out in turn: batch i of the data goes to worker i mod workers.
   *
   * @return an RDD with exactly one element per worker, partition = worker
   */
  static JavaRDD<DealtBatches> deal(JavaRDD<MultiDataSet> batches, int workers) {
    return batches
        .zipWithIndex()
        .mapToPair(
            batch ->
                new Tuple2<>(
                    (int) (batch._2() % workers), new Numbered(batch._2(), pack(batch._1()))))
        .partitionBy(new HashPartitioner(workers))
        .mapPartitions(
            rows -> {
              List<Numbered> own = new ArrayList<>();
              rows.forEachRemaining(row -> own.add(row._2()));
              own.sort(Comparator.comparingLong(Numbered::number));
              return List.of(new DealtBatches(own.stream().map(Numbered::packed).toList()))
                  .iterator();
            })
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  private static byte[] pack(MultiDataSet batch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    batch.save(bytes);
    return bytes.toByteArray();
  }

  int count() {
    return packed.size();
  }

  MultiDataSet batch(int index) {
    try {
      MultiDataSet batch = new org.nd4j.linalg.dataset.MultiDataSet();
      batch.load(new ByteArrayInputStream(packed.get(index)));
      return batch;
    } catch (IOException e) {
      throw new UncheckedIOException("a batch that was packed here cannot be unpacked", e);
    }
  }
}
