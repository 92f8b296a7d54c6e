package io.unroll.report;

import io.unroll.report.DataTable.Column;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Gradient and step of every layer over the epochs: whether gradients vanish or explode on their
 * way through the network (Pascanu, Mikolov &amp; Bengio 2013).
 */
final class LayerSections {
  private LayerSections() {}

  static List<Section> of(TrainingSummary training) {
    List<Epoch> epochs =
        training.epochs().stream().filter(epoch -> !epoch.layers().isEmpty()).toList();
    if (epochs.isEmpty()) {
      return List.of();
    }
    List<Chart> charts =
        epochs.size() < 2
            ? List.of()
            : List.of(
                chart("gradients", "gradient norm", epochs, Epoch.Layer::gradient),
                chart("updates", "step over parameters", epochs, Epoch.Layer::updateRatio));
    return List.of(
        new Section(
            "layers",
            "Layers",
            "Norm of each layer's gradient, mean of a "
                + training.unit()
                + ", before clipping: one that falls by orders of magnitude from layer to layer"
                + " vanishes, one that rises explodes. Then each step's norm over that of the"
                + " parameters it changed; a rule of thumb is 0.001. Means of the last steps of an"
                + " epoch's rounds.",
            charts,
            List.of(table(epochs))));
  }

  private static Chart chart(
      String id, String y, List<Epoch> epochs, ToDoubleFunction<Epoch.Layer> norm) {
    List<Double> numbers = epochs.stream().map(epoch -> (double) epoch.epoch()).toList();
    List<String> names = List.copyOf(names(epochs));
    List<Curve> curves =
        names.stream()
            .map(name -> new Curve(name, names.indexOf(name), numbers, values(epochs, name, norm)))
            .filter(curve -> curve.powers().isVisible())
            .toList();
    return Chart.of(
        "layers-" + id,
        new Chart.Axes("epoch", y, true),
        y + " by layer over the epochs",
        curves,
        curves.stream().map(curve -> new Chart.Key(curve.label(), Swatch.of(curve))).toList());
  }

  private static List<Double> values(
      List<Epoch> epochs, String name, ToDoubleFunction<Epoch.Layer> norm) {
    return epochs.stream().map(epoch -> value(epoch, name, norm)).toList();
  }

  private static double value(Epoch epoch, String name, ToDoubleFunction<Epoch.Layer> norm) {
    Epoch.Layer layer = epoch.layers().get(name);
    return layer == null ? Double.NaN : norm.applyAsDouble(layer);
  }

  private static DataTable table(List<Epoch> epochs) {
    DataTable table =
        DataTable.of(
            "",
            Column.text("layer"),
            Column.number("gradient, first epoch"),
            Column.number("last"),
            Column.number("step over parameters, first epoch"),
            Column.number("last"));
    Epoch first = epochs.get(0);
    Epoch last = epochs.get(epochs.size() - 1);
    for (String name : names(epochs)) {
      table.add(
          name,
          Figures.figure(value(first, name, Epoch.Layer::gradient)),
          Figures.figure(value(last, name, Epoch.Layer::gradient)),
          Figures.figure(value(first, name, Epoch.Layer::updateRatio)),
          Figures.figure(value(last, name, Epoch.Layer::updateRatio)));
    }
    return table;
  }

  private static SortedSet<String> names(List<Epoch> epochs) {
    SortedSet<String> names = new TreeSet<>();
    epochs.forEach(epoch -> names.addAll(epoch.layers().keySet()));
    return names;
  }
}
