package io.unroll.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Charts of the training's losses over the epochs. */
final class TrainingCharts {
  private static final int WORKERS_TOLD_APART = 6;

  private TrainingCharts() {}

  /** Training and validation loss; empty before the first epoch is done. */
  static Optional<Chart> learningCurve(TrainingSummary training) {
    List<Epoch> epochs = training.epochs();
    List<Curve> curves = new ArrayList<>();
    curves.add(new Curve("training", 0, numbers(epochs), map(epochs, Epoch::trainLoss)));
    curves.add(new Curve("validation", 1, numbers(epochs), map(epochs, TrainingCharts::valid)));
    training.bestEpoch().stream()
        .boxed()
        .flatMap(best -> epochs.stream().filter(epoch -> epoch.epoch() == best))
        .map(List::of)
        .map(best -> new Curve("best epoch", 2, numbers(best), map(best, TrainingCharts::valid)))
        .forEach(curves::add);
    return chart("learning", "Learning curve", nats(training), curves);
  }

  /** Returns the metric that epochs are judged by; empty before the first epoch is done. */
  static Optional<Chart> measured(TrainingSummary training, String metric) {
    List<Epoch> epochs = training.epochs();
    List<Double> values = map(epochs, epoch -> epoch.measured().getOrDefault(metric, Double.NaN));
    Curve curve = new Curve("validation", 1, numbers(epochs), values);
    return chart("measured", "Validation " + metric, metric, List.of(curve));
  }

  /** Returns one line a worker; empty when there was only one. */
  static Optional<Chart> workers(TrainingSummary training) {
    List<Epoch> epochs = training.epochs();
    int workers = epochs.stream().mapToInt(epoch -> epoch.workerLosses().size()).max().orElse(0);
    if (workers < 2) {
      return Optional.empty();
    }
    List<Curve> curves =
        IntStream.range(0, workers).mapToObj(worker -> worker(epochs, worker, workers)).toList();
    return chart("workers", "Training loss by worker", nats(training), curves);
  }

  private static Curve worker(List<Epoch> epochs, int worker, int workers) {
    List<Double> losses = map(epochs, epoch -> loss(epoch, worker));
    return workers <= WORKERS_TOLD_APART
        ? new Curve("worker " + worker, worker, numbers(epochs), losses)
        : new Curve("each of " + workers + " workers", 0, numbers(epochs), losses);
  }

  private static String nats(TrainingSummary training) {
    return "nats per " + training.unit();
  }

  private static Optional<Chart> chart(String id, String title, String unit, List<Curve> all) {
    List<Curve> curves = all.stream().filter(Curve::isVisible).toList();
    if (curves.isEmpty()) {
      return Optional.empty();
    }
    List<Chart.Key> legend = curves.stream().map(TrainingCharts::key).distinct().toList();
    StringBuilder told = new StringBuilder(title).append(" over the epochs, in ").append(unit);
    curves.forEach(curve -> told.append("; ").append(inWords(curve)));
    return Optional.of(
        Chart.of(id, new Chart.Axes("epoch", unit), told.toString(), curves, legend));
  }

  private static String inWords(Curve curve) {
    List<Double> y = curve.y();
    String last = Figures.figure(y.get(y.size() - 1));
    return y.size() == 1
        ? curve.label() + " " + last
        : curve.label() + " from " + Figures.figure(y.get(0)) + " to " + last;
  }

  private static Chart.Key key(Curve curve) {
    return new Chart.Key(curve.label(), Swatch.of(curve));
  }

  private static List<Double> numbers(List<Epoch> epochs) {
    return map(epochs, Epoch::epoch);
  }

  private static List<Double> map(List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
    return epochs.stream().mapToDouble(value).boxed().toList();
  }

  private static double valid(Epoch epoch) {
    return epoch.validLoss().orElse(Double.NaN);
  }

  private static double loss(Epoch epoch, int worker) {
    return worker < epoch.workerLosses().size() ? epoch.workerLosses().get(worker) : Double.NaN;
  }
}
