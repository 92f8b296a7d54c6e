package io.unroll.network;

import io.unroll.config.InvalidInput;
import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.shards.Manifest;
import java.util.List;

/** The blueprint of each model type: the one place where both are named together. */
final class Blueprints {

  /** Builder of the blueprint of one model type. */
  private interface Blueprint<M extends ModelSettings> {
    NetworkBlueprint of(Settings settings, M model, Manifest.Side source, Manifest.Side target);
  }

  private record Entry<M extends ModelSettings>(Class<M> type, Blueprint<M> blueprint) {
    NetworkBlueprint of(Settings settings, Manifest.Side source, Manifest.Side target) {
      return blueprint.of(settings, type.cast(settings.model()), source, target);
    }
  }

  private static final List<Entry<?>> ALL =
      List.of(
          new Entry<>(ModelSettings.None.class, (settings, model, source, target) -> none()),
          new Entry<>(
              ModelSettings.LanguageModel.class,
              (settings, model, source, target) -> new LanguageModelBlueprint(settings, source)),
          new Entry<>(ModelSettings.EncoderDecoder.class, EncoderDecoderBlueprint::new),
          new Entry<>(ModelSettings.Classifier.class, ClassifierBlueprint::new),
          new Entry<>(ModelSettings.Tagger.class, TaggerBlueprint::new),
          new Entry<>(
              ModelSettings.Frames.class,
              (settings, model, source, target) -> new FramesBlueprint(settings, source, target)),
          new Entry<>(ModelSettings.Forecaster.class, ForecasterBlueprint::new),
          new Entry<>(ModelSettings.Describer.class, DescriberBlueprint::new));

  private Blueprints() {}

  static NetworkBlueprint of(Settings settings, Manifest.Side source, Manifest.Side target) {
    Class<?> type = settings.model().getClass();
    return ALL.stream()
        .filter(entry -> entry.type() == type)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no blueprint of " + type))
        .of(settings, source, target);
  }

  /** Returns the model types that have an entry. */
  static List<Class<?>> types() {
    return ALL.stream().<Class<?>>map(Entry::type).toList();
  }

  private static NetworkBlueprint none() {
    throw new InvalidInput(
        "model.type: must name a model to build a network, got none; see conf/reference.conf");
  }
}
