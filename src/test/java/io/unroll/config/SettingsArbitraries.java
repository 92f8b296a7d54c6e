package io.unroll.config;

import io.unroll.config.AveragingSettings.Master;
import io.unroll.config.AveragingSettings.Outer;
import io.unroll.config.AveragingSettings.UpdaterState;
import io.unroll.config.CorpusSettings.Shares;
import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.ModelSettings.AttentionWiring;
import io.unroll.config.ModelSettings.DecoderStart;
import io.unroll.config.ModelSettings.Pooling;
import io.unroll.config.StoppingSettings.Keep;
import io.unroll.config.TrainingSettings.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.IntegerArbitrary;

/** Random settings of every variant, all of them valid. */
final class SettingsArbitraries {
  private SettingsArbitraries() {}

  static Arbitrary<Settings> settings() {
    return Arbitraries.oneOf(
        List.of(
            of(
                text(),
                languageModel(),
                Arbitraries.oneOf(List.of(words(), characters(), subwords()))),
            of(pairs(), encoderDecoder(), characters()),
            of(ExampleArbitraries.parallel(), encoderDecoder(), characters()),
            of(ExampleArbitraries.labels(), none(), words()),
            of(ExampleArbitraries.labelled(), classifier(), words()),
            of(ExampleArbitraries.tagged(), tagger(), words()),
            of(NumbersArbitraries.corpora(), none(), characters())));
  }

  private static Arbitrary<Settings> of(
      Arbitrary<CorpusSettings> corpus,
      Arbitrary<ModelSettings> model,
      Arbitrary<TokenSettings> tokens) {
    Arbitrary<String> name = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1);
    return Combinators.combine(
            name, Arbitraries.longs(), corpus, tokens, shards(), model, training(), evaluation())
        .flatAs(
            (n, seed, c, t, s, m, tr, e) ->
                Arbitraries.of(BackendSettings.Kernels.values())
                    .map(
                        k ->
                            new Settings(
                                n,
                                seed,
                                c,
                                t,
                                s,
                                m,
                                tr,
                                e,
                                new BackendSettings(BackendSettings.Device.CPU, k, 2),
                                retraining(n),
                                answering(n))));
  }

  /** Derived, so that values of all kinds occur. */
  private static RetrainingSettings retraining(String name) {
    int choice = Math.floorMod(name.hashCode(), 4);
    return new RetrainingSettings(
        choice == 0 ? Optional.empty() : Optional.of("data/{date}/" + name),
        RetrainingSettings.Start.values()[choice % 2],
        choice > 1,
        0,
        choice,
        choice + 1,
        new GateSettings(
            choice + 1,
            GateSettings.Accept.values()[choice / 2],
            0.25 * choice,
            0.125,
            choice == 3 ? Map.of(name, "0.5", "a.b", "1") : Map.of(),
            0.5,
            1.5,
            0.25 * choice,
            1,
            1.25,
            0.75));
  }

  /** Derived likewise; no {@code CUT}, which taggers refuse. */
  private static AnsweringSettings answering(String name) {
    int choice = Math.floorMod(name.hashCode(), 4);
    return new AnsweringSettings(
        choice == 0 ? Optional.empty() : Optional.of(choice),
        choice % 2 == 0 ? AnsweringSettings.OnTooLong.REFUSE : AnsweringSettings.OnTooLong.SKIP,
        AnsweringSettings.OnBadRow.values()[choice / 2]);
  }

  private static Arbitrary<EvaluationSettings> evaluation() {
    Arbitrary<Double> penalty = Arbitraries.doubles().between(0, 5).ofScale(9);
    Arbitrary<SearchSettings> search =
        Combinators.combine(upTo(100), penalty, penalty, upTo(100), upTo(100), upTo(5))
            .as(
                (beams, length, coverage, least, more, blocked) ->
                    new SearchSettings(beams, length, coverage, least, least + more, blocked));
    return Combinators.combine(upTo(100), upTo(1000), search)
        .as((samples, draws, found) -> new EvaluationSettings(samples, draws, found, false));
  }

  private static Arbitrary<CorpusSettings> text() {
    Arbitrary<String> path = Arbitraries.strings().ofMinLength(1).filter(s -> !s.isBlank());
    Arbitrary<CorpusSettings> one =
        Combinators.combine(path, shares())
            .as((p, shares) -> text(Optional.of(p), Optional.empty(), shares));
    Arbitrary<CorpusSettings> three =
        Combinators.combine(path, shares())
            .as((p, shares) -> text(Optional.empty(), Optional.of(p), shares));
    return Arbitraries.oneOf(List.of(one, three));
  }

  private static CorpusSettings text(Optional<String> path, Optional<String> split, Shares shares) {
    // Derived, so that every value of both occurs.
    int choice = Math.floorMod(path.or(() -> split).orElseThrow().hashCode(), 6);
    return new CorpusSettings.Text(
        new Paths(path, split, split, split),
        shares,
        Documents.values()[choice % 2],
        OnMalformed.values()[choice / 2]);
  }

  private static Arbitrary<CorpusSettings> pairs() {
    IntegerArbitrary few = Arbitraries.integers().between(1, 9);
    Arbitrary<Integer> most = few.map(n -> n + 10);
    return Combinators.combine(
            few, most, upTo(1_000_000), shares(), Arbitraries.integers().between(0, 3))
        .as(
            (least, larger, examples, shares, type) ->
                switch (type) {
                  case 0 -> new CorpusSettings.Addition(least, examples, shares);
                  case 1 -> new CorpusSettings.Copy(least, larger, larger, examples, shares);
                  case 2 -> new CorpusSettings.Reverse(least, larger, larger, examples, shares);
                  default ->
                      new CorpusSettings.LearningToExecute(
                          least,
                          least,
                          Curriculum.values()[examples % Curriculum.values().length],
                          examples,
                          shares);
                });
  }

  static Arbitrary<Shares> shares() {
    Arbitrary<Double> part = Arbitraries.doubles().between(0, 0.45);
    return Combinators.combine(part, part)
        .as((valid, test) -> new Shares(1 - valid - test, valid, test));
  }

  private static Arbitrary<TokenSettings> characters() {
    return Combinators.combine(Arbitraries.of(true, false), folding())
        .as(TokenSettings.Characters::new);
  }

  private static Arbitrary<TokenSettings> subwords() {
    Arbitrary<Integer> size = Arbitraries.integers().between(256, 100_000);
    Arbitrary<String> path = Arbitraries.strings().ofMinLength(1).filter(s -> !s.isBlank());
    return Arbitraries.oneOf(
        List.of(
            Combinators.combine(size, upTo(10), folding())
                .as((s, c, f) -> new TokenSettings.Subwords(s, c, Optional.empty(), f)),
            Combinators.combine(size, upTo(10), path)
                .as(
                    (s, c, p) ->
                        new TokenSettings.Subwords(
                            s, c, Optional.of(p), TokenSettings.Folding.NONE))));
  }

  private static Arbitrary<TokenSettings.Folding> folding() {
    return Combinators.combine(
            Arbitraries.of(TokenSettings.Normalise.values()),
            Arbitraries.of(true, false),
            Arbitraries.of(TokenSettings.Digits.values()))
        .as(TokenSettings.Folding::new);
  }

  private static Arbitrary<TokenSettings> words() {
    return Combinators.combine(
            Arbitraries.of(TokenSettings.Rules.values()),
            upTo(10),
            upTo(100_000),
            upTo(30),
            folding())
        .as(TokenSettings.Words::new);
  }

  private static Arbitrary<ShardSettings> shards() {
    Arbitrary<Integer> size = upTo(1000);
    Arbitrary<Integer> groups = Arbitraries.integers().between(8, 64);
    return Combinators.combine(
            size,
            Arbitraries.of(ShardSettings.BatchBy.values()),
            size,
            size,
            size,
            size,
            groups,
            size)
        .as(ShardSettings::new);
  }

  private static Arbitrary<ModelSettings> none() {
    return StackArbitraries.stacks().map(ModelSettings.None::new);
  }

  private static Arbitrary<ModelSettings> languageModel() {
    return StackArbitraries.stacks().map(ModelSettings.LanguageModel::new);
  }

  private static Arbitrary<ModelSettings> encoderDecoder() {
    return Arbitraries.of(Attention.values())
        .flatMap(
            attention -> {
              boolean attends = attention != Attention.NONE;
              return Combinators.combine(
                      StackArbitraries.stacks(),
                      attends
                          ? Arbitraries.of(AttentionWiring.values())
                          : Arbitraries.just(AttentionWiring.AFTER),
                      attends
                          ? Arbitraries.of(DecoderStart.values())
                          : Arbitraries.of(DecoderStart.LAST, DecoderStart.BRIDGE),
                      Arbitraries.of(true, false))
                  .as(
                      (stack, wiring, start, rightToLeft) ->
                          new ModelSettings.EncoderDecoder(
                              stack,
                              stack.hidden() % 2 == 0,
                              attention,
                              stack.cell() == ModelSettings.Cell.MINIMAL_GATED
                                      || stack.refinements().recurrence()
                                          == ModelSettings.Recurrence.OUTPUT
                                  ? AttentionWiring.AFTER
                                  : wiring,
                              start,
                              rightToLeft));
            });
  }

  private static Arbitrary<ModelSettings> classifier() {
    return Combinators.combine(StackArbitraries.readers(), Arbitraries.of(Pooling.values()))
        .as((s, pooling) -> new ModelSettings.Classifier(s, s.hidden() % 2 == 0, pooling));
  }

  private static Arbitrary<ModelSettings> tagger() {
    return Combinators.combine(StackArbitraries.readers(), upTo(100), upTo(100))
        .as((s, size, half) -> new ModelSettings.Tagger(s, s.hidden() % 2 == 0, size, 2 * half));
  }

  private static Arbitrary<TrainingSettings> training() {
    Arbitrary<Double> norm = Arbitraries.doubles().between(1e-9, 1e30).ofScale(12);
    return Combinators.combine(
            upTo(8),
            upTo(1000),
            Arbitraries.of(Optimizer.values()),
            rate(),
            norm.optional(0.7),
            Arbitraries.doubles().between(0, 0.99).ofScale(15),
            averaging(),
            stopping())
        .as(
            (workers, epochs, optimizer, rate, clip, smoothing, averaging, stopping) ->
                new TrainingSettings(
                    workers,
                    epochs,
                    optimizer,
                    rate,
                    clip,
                    smoothing,
                    averaging,
                    stopping,
                    new CheckpointSettings(0.5 * epochs)));
  }

  private static Arbitrary<AveragingSettings> averaging() {
    return Combinators.combine(
            upTo(100),
            Arbitraries.integers().between(0, 1000),
            outer(),
            Arbitraries.of(UpdaterState.values()),
            Arbitraries.of(AveragingSettings.Reduction.values()),
            Arbitraries.of(Master.values()))
        .as(
            (every, warmup, rule, state, reduction, master) ->
                new AveragingSettings(every, warmup, 1.5, rule, state, reduction, master));
  }

  private static Arbitrary<OuterSettings> outer() {
    Arbitrary<Double> rate = Arbitraries.doubles().between(1e-12, 2.0).ofScale(15);
    Arbitrary<Double> momentum = Arbitraries.doubles().between(0, 0.99).ofScale(15);
    return Combinators.combine(
            Arbitraries.of(Outer.values()), rate.optional(0.5), momentum.optional(0.5))
        .as(
            (outer, factor, share) ->
                new OuterSettings(
                    outer,
                    factor.filter(some -> outer != Outer.AVERAGE),
                    share.filter(some -> outer != Outer.AVERAGE),
                    outer == Outer.BMUF));
  }

  private static Arbitrary<LearningRateSettings> rate() {
    Arbitrary<Double> factor = Arbitraries.doubles().between(1e-12, 0.9).ofScale(15);
    return Combinators.combine(
            factor,
            Arbitraries.of(ScheduleSettings.Type.values()),
            factor,
            upTo(10),
            Arbitraries.integers().between(0, 1000))
        .as(
            (first, type, decay, epochs, warmup) ->
                new LearningRateSettings(
                    first,
                    new ScheduleSettings(
                        type,
                        type == ScheduleSettings.Type.STEP || type == ScheduleSettings.Type.PLATEAU
                            ? decay
                            : 1,
                        epochs,
                        warmup)));
  }

  private static Arbitrary<StoppingSettings> stopping() {
    return Combinators.combine(
            upTo(1000),
            Arbitraries.of(StoppingSettings.NATS, StoppingSettings.ACCURACY, "macroF1"),
            Arbitraries.of(Keep.values()),
            upTo(9),
            Arbitraries.doubles().between(0, 1).ofScale(15))
        .as(StoppingSettings::new);
  }

  private static Arbitrary<Integer> upTo(int most) {
    return Arbitraries.integers().between(1, most);
  }
}
