package io.unroll.report;

import io.unroll.report.DataTable.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The part of a report about the rounds of averaging: loss, gradients, and where time went. */
final class RoundSections {
  private static final double THOUSAND = 1000;

  private RoundSections() {}

  static List<Section> of(TrainingSummary training) {
    List<Round> rounds = training.course();
    if (rounds.size() < 2) {
      return List.of();
    }
    String nats = "nats per " + training.unit();
    List<Chart> charts = new ArrayList<>();
    charts.add(
        line(
            "tokens",
            "thousand " + training.unit() + "s trained on",
            nats,
            rounds,
            round -> round.tokens() / THOUSAND,
            Round::nats));
    charts.add(line("seconds", "seconds of training", nats, rounds, Round::elapsed, Round::nats));
    charts.add(
        line(
            "gradients",
            "round",
            "largest gradient norm",
            rounds,
            Round::number,
            Round::gradientNorm));
    charts.add(phases(rounds));
    return List.of(
        new Section(
            "rounds",
            "Rounds",
            "Training loss against what it cost, the largest gradient norm before clipping, and"
                + " where the time of a round went.",
            charts,
            List.of(times(rounds))));
  }

  private static Chart line(
      String id,
      String x,
      String y,
      List<Round> rounds,
      ToDoubleFunction<Round> across,
      ToDoubleFunction<Round> up) {
    Curve curve = new Curve("training", 0, values(rounds, across), values(rounds, up));
    return Chart.of(
        "rounds-" + id,
        new Chart.Axes(x, y),
        y + " by " + x,
        List.of(curve),
        List.of(new Chart.Key(curve.label(), Swatch.of(curve))));
  }

  private static Chart phases(List<Round> rounds) {
    List<Curve> curves = new ArrayList<>();
    for (String phase : rounds.get(0).phases().keySet()) {
      curves.add(
          new Curve(
              phase,
              curves.size(),
              values(rounds, Round::number),
              values(rounds, round -> round.phases().getOrDefault(phase, Double.NaN))));
    }
    return Chart.of(
        "rounds-phases",
        new Chart.Axes("round", "seconds"),
        "Seconds of a round by phase",
        curves,
        curves.stream().map(curve -> new Chart.Key(curve.label(), Swatch.of(curve))).toList());
  }

  private static DataTable times(List<Round> rounds) {
    Map<String, Double> sums = new LinkedHashMap<>();
    int before = 0;
    for (Round round : rounds) {
      int count = round.number() - before;
      round.phases().forEach((name, seconds) -> sums.merge(name, count * seconds, Double::sum));
      before = round.number();
    }
    double all = sums.values().stream().mapToDouble(Double::doubleValue).sum();
    DataTable table =
        DataTable.of("", Column.text("phase"), Column.number("all rounds"), Column.number("share"));
    sums.forEach(
        (phase, seconds) -> {
          table.add(phase, Figures.duration(seconds), Figures.part(seconds / all));
          table.bar(2, seconds / all);
        });
    return table;
  }

  private static List<Double> values(List<Round> rounds, ToDoubleFunction<Round> value) {
    return rounds.stream().mapToDouble(value).boxed().toList();
  }
}
