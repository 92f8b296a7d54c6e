package io.unroll.averaging;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Rounds of a model that lives in slices on the executors, for any size of it and any number of
 * workers.
 *
 * <p>A round is one Spark job of three stages. Slices are delivered to all workers, or read where
 * they are kept if all executors keep all of them; every worker trains and scatters its result in
 * pieces; every slice is reduced from its pieces in worker order. The driver sees reports, no
 * parameters. Slices are kept twice where there are two executors, and their history is cut off, so
 * that a lost executor costs the round that ran and nothing before it.
 *
 * @param <D> what a worker trains on
 */
final class ExecutorRounds<D> implements AveragingRounds<D> {
  /** Of every slice, where there are so many executors. */
  private static final int COPIES = 2;

  private final JavaSparkContext spark;
  private final JavaRDD<D> dealt;
  private final OuterRule rule;
  private final Gathering gathering;
  private final int workers;
  private final IntSupplier executors;
  private JavaRDD<Slot> slots;

  /**
   * @param dealt one element for each worker, partition = worker
   * @param parameters values of the model
   * @param optimiserState values of the optimiser state that is shared; 0 where none is
   * @param executors how many there are now
   */
  ExecutorRounds(
      JavaSparkContext spark,
      JavaRDD<D> dealt,
      OuterRule rule,
      int parameters,
      int optimiserState,
      SlotSource start,
      IntSupplier executors) {
    this.spark = spark;
    this.dealt = dealt;
    this.rule = rule;
    this.workers = dealt.getNumPartitions();
    this.executors = executors;
    Slicing slicing = Slicing.of(workers, (long) parameters + optimiserState);
    this.gathering = new Gathering(slicing, parameters, optimiserState);
    List<Integer> numbers = IntStream.range(0, slicing.slices()).boxed().toList();
    int slices = slicing.slices();
    this.slots = kept(spark.parallelize(numbers, slices).map(slice -> start.read(slice, slices)));
    spark.setJobDescription("put the model on the executors");
    try {
      slots.count();
    } catch (Exception e) {
      throw SparkJobFailed.of(e);
    }
  }

  @Override
  public RoundResult round(LocalTraining<D> training, String description) {
    long started = System.nanoTime();
    spark.setJobDescription(description);
    JavaRDD<Delivery> delivered = delivered(workers, Slot::toTrainer);
    JavaPairRDD<Integer, Piece> pieces =
        dealt
            .zipPartitions(delivered, new WorkerTask<>(gathering, training))
            .mapToPair(piece -> piece)
            .partitionBy(new HashPartitioner(gathering.slicing().slices()));
    JavaRDD<Slot> next = kept(pieces.zipPartitions(slots, new SliceReduction(workers, rule)));
    List<Slot.SlotReport> reports;
    try {
      reports = next.map(slot -> Objects.requireNonNull(slot.report())).collect();
    } catch (Exception e) {
      next.unpersist(false);
      throw SparkJobFailed.of(e);
    } finally {
      pieces.rdd().cleanShuffleDependencies(false);
    }
    slots.unpersist(false);
    slots = next;
    return result(reports, (System.nanoTime() - started) / 1e9);
  }

  private RoundResult result(List<Slot.SlotReport> reports, double seconds) {
    List<WorkerReport> trained =
        reports.stream().map(Slot.SlotReport::worker).filter(Objects::nonNull).toList();
    List<WorkerCost> costs =
        reports.stream().map(Slot.SlotReport::cost).filter(Objects::nonNull).toList();
    RoundCost cost =
        new RoundCost(
            seconds,
            most(costs, WorkerCost::fitSeconds),
            most(costs, WorkerCost::gatherSeconds),
            most(reports, Slot.SlotReport::reduceSeconds),
            costs.stream().mapToLong(WorkerCost::bytesIn).sum() / workers,
            reports.stream().mapToLong(Slot.SlotReport::bytesIn).sum() / workers);
    return new RoundResult(trained, cost);
  }

  /** All slices to every task. */
  private JavaRDD<Delivery> delivered(int tasks, Handover handover) {
    if (executors.getAsInt() <= COPIES) {
      return KeptSlots.of(slots, tasks, handover);
    }
    return slots
        .flatMapToPair(
            slot ->
                IntStream.range(0, tasks)
                    .mapToObj(task -> new Tuple2<>(task, handover.of(slot, task)))
                    .iterator())
        .partitionBy(new HashPartitioner(tasks))
        .values();
  }

  private static <T> double most(List<T> all, ToDoubleFunction<T> value) {
    return all.stream().mapToDouble(value).max().orElseThrow();
  }

  @Override
  public <E, R> List<R> judge(JavaRDD<E> data, JudgeTask<E, R> task, String description) {
    spark.setJobDescription(description);
    int judges = data.getNumPartitions();
    Gathering parameters = new Gathering(gathering.slicing(), gathering.parameters(), 0);
    OuterRule moved = rule;
    JavaRDD<Delivery> delivered = delivered(judges, (slot, judge) -> slot.toJudge(moved));
    try {
      return data.<Delivery, R>zipPartitions(
              delivered,
              (own, deliveries) -> {
                float[] model = parameters.of(deliveries).model().parameters();
                return List.of(task.judge(own.next(), model)).iterator();
              })
          .collect();
    } catch (Exception e) {
      throw SparkJobFailed.of(e);
    } finally {
      delivered.rdd().cleanShuffleDependencies(false);
    }
  }

  @Override
  public Iterator<Slot> slots() {
    spark.setJobDescription("save the model");
    Iterator<Slot> all = slots.toLocalIterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        try {
          return all.hasNext();
        } catch (Exception e) {
          throw SparkJobFailed.of(e);
        }
      }

      @Override
      public Slot next() {
        try {
          return all.next();
        } catch (Exception e) {
          throw SparkJobFailed.of(e);
        }
      }
    };
  }

  @Override
  public OuterRule rule() {
    return rule;
  }

  @Override
  public int slices() {
    return gathering.slicing().slices();
  }

  private JavaRDD<Slot> kept(JavaRDD<Slot> rdd) {
    boolean several = executors.getAsInt() >= COPIES;
    rdd.persist(several ? StorageLevel.MEMORY_AND_DISK_2() : StorageLevel.MEMORY_AND_DISK());
    rdd.rdd().localCheckpoint();
    return rdd;
  }

  /** Returns the number of executors at present; an embedded Spark is one. */
  static int executors(JavaSparkContext spark) {
    int listed = spark.sc().getExecutorMemoryStatus().size();
    return spark.sc().isLocal() ? listed : listed - 1;
  }

  @Override
  public void close() {
    slots.unpersist(false);
  }
}
