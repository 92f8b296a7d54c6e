package io.unroll.averaging;

import io.unroll.config.AveragingSettings.Reduction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A model that K workers train and that is moved in rounds.
 *
 * <p>Where the average is taken makes no difference to a single bit of it.
 *
 * @param <D> what a worker trains on
 */
public interface AveragingRounds<D> extends AutoCloseable {
  /** Largest sum of all workers' results that the driver reduces, in bytes. */
  long MOST_DRIVER_BYTES = 64L << 20;

  /**
   * Trains on all workers and moves the model; where that fails, the model is what it was.
   *
   * @param description for Spark's pages
   * @throws ModelLost if parts of it are gone with their executors
   */
  RoundResult round(LocalTraining<D> training, String description);

  /**
   * Judges the parameters that would be kept now, on as many workers as the data has partitions.
   *
   * @param data one element for each worker
   */
  <E, R> List<R> judge(JavaRDD<E> data, JudgeTask<E, R> task, String description);

  /** Returns the model's slices in their order, one at a time on the driver. */
  Iterator<Slot> slots();

  /** Returns the parameters that would be kept now, in one piece on the driver. */
  default float[] model() {
    OuterRule rule = rule();
    List<float[]> parts = new ArrayList<>();
    slots().forEachRemaining(slot -> parts.add(slot.judged(rule)));
    FloatBuffer model = FloatBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(model::put);
    return model.array();
  }

  /** Returns the rule that moves the model. */
  OuterRule rule();

  /** Returns the number of slices. */
  int slices();

  @Override
  void close();

  /**
   * Puts a model where its rounds need it.
   *
   * @param dealt one element for each worker, partition = worker
   * @param reduction where averages are taken; {@code AUTO} goes by what they weigh
   * @param parameters values of the model
   * @param optimiserState values of the optimiser state that is shared; 0 where none is
   */
  static <D> AveragingRounds<D> begin(
      JavaSparkContext spark,
      JavaRDD<D> dealt,
      OuterRule rule,
      Reduction reduction,
      int parameters,
      int optimiserState,
      SlotSource start) {
    long bytes = Float.BYTES * ((long) parameters + optimiserState) * dealt.getNumPartitions();
    boolean onDriver =
        reduction == Reduction.DRIVER
            || (reduction == Reduction.AUTO && bytes <= MOST_DRIVER_BYTES);
    if (onDriver) {
      try {
        return new DriverRounds<>(spark, dealt, rule, start);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new ExecutorRounds<>(
        spark,
        dealt,
        rule,
        parameters,
        optimiserState,
        start,
        () -> ExecutorRounds.executors(spark));
  }
}
