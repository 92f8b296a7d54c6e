package io.unroll.evaluation;

import io.unroll.config.Settings;
import io.unroll.config.TokenSettings.Folding;
import io.unroll.corpus.example.StableHash;
import io.unroll.evaluation.measure.Additive;
import io.unroll.evaluation.measure.Bootstrap;
import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.Measurement;
import io.unroll.network.NetworkBlueprint;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import io.unroll.tokens.TextCodec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Evaluator of a network on one split. */
public final class Evaluator {
  /**
   * Groups that examples are put into by a hash of their keys, to be drawn as one. However many
   * examples there are, no more counts than these have to be kept; splits of few thousand examples
   * hardly share any.
   */
  private static final int DRAWN_GROUPS = 4096;

  private static final double CONFIDENCE = 0.95;

  private final JavaSparkContext spark;
  private final Settings settings;
  private final NetworkBlueprint blueprint;
  private final SideCodec target;
  private final AnswerKind<?> kind;
  private final String version;

  /**
   * @param target how answers became numbers
   * @param version of this program, part of every signature
   */
  public Evaluator(
      JavaSparkContext spark,
      Settings settings,
      NetworkBlueprint blueprint,
      SideCodec target,
      String version) {
    this.spark = spark;
    this.settings = settings;
    this.blueprint = blueprint;
    this.target = target;
    kind = AnswerKind.of(settings, blueprint.target(), target.names());
    this.version = version;
  }

  static int drawnGroup(String key) {
    return (int) Math.floorMod(StableHash.of(key, 0), (long) DRAWN_GROUPS);
  }

  /** Resamples the examples, as often as the settings say; empty if they say never. */
  private static Optional<Bootstrap> bootstrap(Settings settings) {
    int resamples = settings.evaluation().resamples();
    return resamples == 0
        ? Optional.empty()
        : Optional.of(new Bootstrap(resamples, CONFIDENCE, settings.seed()));
  }

  /**
   * Measures a network.
   *
   * @param parameters in DL4J's flat order
   * @param split name of the split, for the signatures
   * @param frequencies of the inputs' tokens in training
   */
  public Evaluation evaluate(
      float[] parameters,
      JavaRDD<SequenceBatch> batches,
      String split,
      TokenFrequencies frequencies) {
    return evaluation(kind, parameters, batches, split, frequencies);
  }

  /** Returns the metrics alone, as {@link #evaluate} has them. */
  List<Measurement> measure(float[] parameters, JavaRDD<SequenceBatch> batches, String split) {
    return measured(kind, parameters, batches, split);
  }

  private <S extends AnswerScores<S>> List<Measurement> measured(
      AnswerKind<S> answers, float[] parameters, JavaRDD<SequenceBatch> batches, String split) {
    TokenFrequencies none = new TokenFrequencies(new long[0]);
    return answers.measurements(
        total(answers, parameters, batches, split, none), signatures(split));
  }

  /** Returns the metrics that {@link #measure} has, for their names. */
  List<Measurement> nothingMeasured() {
    return kind.ofNothing();
  }

  private Signatures signatures(String split) {
    Folding folding = target.texts().map(TextCodec::folding).orElse(Folding.NONE);
    return new Signatures(folding, split, version);
  }

  private <S extends AnswerScores<S>> SplitScoring.Partial<S> total(
      AnswerKind<S> answers,
      float[] parameters,
      JavaRDD<SequenceBatch> batches,
      String split,
      TokenFrequencies frequencies) {
    spark.setJobDescription("evaluate " + split);
    Broadcast<float[]> shared = spark.broadcast(parameters);
    Broadcast<TokenFrequencies> known = spark.broadcast(frequencies);
    try {
      SplitScoring<S> scoring =
          new SplitScoring<>(answers, settings, blueprint, target, shared, known);
      return Additive.sum(new ArrayList<>(partitioned(batches).mapPartitions(scoring).collect()))
          .orElseGet(scoring::none);
    } finally {
      shared.destroy();
      known.destroy();
    }
  }

  private <S extends AnswerScores<S>> Evaluation evaluation(
      AnswerKind<S> answers,
      float[] parameters,
      JavaRDD<SequenceBatch> batches,
      String split,
      TokenFrequencies frequencies) {
    SplitScoring.Partial<S> total = total(answers, parameters, batches, split, frequencies);
    Headline headline = answers.headline();
    SortedMap<Integer, Counts> drawn = new TreeMap<>(total.drawn());
    return new Evaluation(
        headline,
        answers.measurements(total, signatures(split)),
        bootstrap(settings)
            .flatMap(draw -> draw.interval(new ArrayList<>(drawn.values()), headline::value))
            // If all examples are alike, resampling says nothing.
            .filter(interval -> interval.low() < interval.high()),
        drawn,
        total.lengths(),
        total.rarity(),
        total.answers().labels(),
        total.answers().calibration(),
        total.predictions());
  }

  /** Lanes stay whole, in order: their state goes on from window to window. */
  private JavaRDD<SequenceBatch> partitioned(JavaRDD<SequenceBatch> batches) {
    int workers = settings.training().workers();
    return batches
        .flatMapToPair(blueprint.carriesState() ? new Lanes(workers) : new Whole(workers))
        .repartitionAndSortWithinPartitions(new ByWorker(workers))
        .values();
  }

  /** Partition and time at which a batch, or some lanes of it, are scored. */
  private record Place(int worker, long window) implements Serializable, Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return Long.compare(window, other.window);
    }
  }

  /** Deal that gives every worker some lanes of each window. */
  private record Lanes(int workers)
      implements PairFlatMapFunction<SequenceBatch, Place, SequenceBatch> {
    @Override
    public Iterator<Tuple2<Place, SequenceBatch>> call(SequenceBatch window) {
      long place = OrderedWindows.place(window);
      return IntStream.range(0, workers)
          .mapToObj(worker -> new Tuple2<>(new Place(worker, place), window.lanes(worker, workers)))
          .filter(share -> share._2().rows() > 0)
          .iterator();
    }
  }

  /** Deal of batches one by one. */
  private record Whole(int workers)
      implements PairFlatMapFunction<SequenceBatch, Place, SequenceBatch> {
    @Override
    public Iterator<Tuple2<Place, SequenceBatch>> call(SequenceBatch batch) {
      int worker = Math.floorMod(batch.position(), workers);
      return List.of(new Tuple2<>(new Place(worker, OrderedWindows.place(batch)), batch))
          .iterator();
    }
  }

  private static final class ByWorker extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int workers;

    ByWorker(int workers) {
      this.workers = workers;
    }

    @Override
    public int numPartitions() {
      return workers;
    }

    @Override
    public int getPartition(Object place) {
      return ((Place) place).worker();
    }
  }
}
