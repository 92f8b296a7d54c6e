package io.unroll.averaging;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * All slices for every task, read from where they are kept: no stage of its own, no files, and
 * nothing sent to an executor that keeps them anyway.
 */
final class KeptSlots extends RDD<Delivery> {
  private static final long serialVersionUID = 1L;
  private static final ClassTag<Slot> SLOT = ClassTag$.MODULE$.apply(Slot.class);
  private static final ClassTag<Delivery> DELIVERY = ClassTag$.MODULE$.apply(Delivery.class);

  private final int tasks;
  private final Handover handover;

  private KeptSlots(RDD<Slot> slots, int tasks, Handover handover) {
    super(slots.context(), seq(List.<Dependency<?>>of(new Every(slots))), DELIVERY);
    this.tasks = tasks;
    this.handover = handover;
  }

  /** Returns a partition for every task, with every slice in each. */
  static JavaRDD<Delivery> of(JavaRDD<Slot> slots, int tasks, Handover handover) {
    return new JavaRDD<>(new KeptSlots(slots.rdd(), tasks, handover), DELIVERY);
  }

  private record Task(int index) implements Partition {}

  /** Every partition of these depends on every one of those. */
  private static final class Every extends NarrowDependency<Slot> {
    private static final long serialVersionUID = 1L;

    Every(RDD<Slot> slots) {
      super(slots);
    }

    @Override
    public Seq<Object> getParents(int task) {
      return seq(IntStream.range(0, rdd().getNumPartitions()).<Object>mapToObj(i -> i).toList());
    }
  }

  @Override
  public Partition[] getPartitions() {
    return IntStream.range(0, tasks).mapToObj(Task::new).toArray(Partition[]::new);
  }

  @Override
  public Iterator<Delivery> compute(Partition task, TaskContext context) {
    RDD<Slot> slots = this.<Slot>firstParent(SLOT);
    Partition[] kept = slots.partitions();
    // Not all tasks begin with the same executor's.
    return JavaConverters.asScalaIterator(
        IntStream.range(0, kept.length)
            .map(step -> (task.index() + step) % kept.length)
            .mapToObj(slice -> only(slots.iterator(kept[slice], context)))
            .map(slot -> handover.of(slot, task.index()))
            .iterator());
  }

  /** Reading to the end lets go of the block. */
  private static Slot only(Iterator<Slot> slots) {
    Slot slot = slots.next();
    if (slots.hasNext()) {
      throw new IllegalStateException("a partition must hold one slice, found more");
    }
    return slot;
  }

  private static <T> Seq<T> seq(List<T> all) {
    return JavaConverters.asScalaBuffer(all).toSeq();
  }
}
