package io.unroll.network;

import io.unroll.config.BackendSettings;
import io.unroll.config.InvalidSettings;
import io.unroll.config.ModelSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Small models of every type that cover all pairs of values of their settings, and of the batches
 * they are given: generated, so that no pair is forgotten. Those that settings refuse are left out.
 */
public final class ModelSettingsPairs {
  private static final Map<ModelKind, PairwiseTable> TABLES = new EnumMap<>(ModelKind.class);

  private ModelSettingsPairs() {}

  /** All models; for {@code @MethodSource}. */
  public static Stream<PairedModel> models() {
    return Stream.of(ModelKind.values())
        .flatMap(kind -> table(kind).rows().stream().map(row -> new PairedModel(kind, row)));
  }

  /** The pairs of a type that settings refuse. */
  static Stream<PairwiseTable.Pair> refused(ModelKind kind) {
    return table(kind).impossible().stream();
  }

  private static synchronized PairwiseTable table(ModelKind kind) {
    return TABLES.computeIfAbsent(
        kind, any -> new PairwiseTable(values(any), row -> isAccepted(any, row)));
  }

  private static boolean isAccepted(ModelKind kind, Map<String, String> row) {
    try {
      new PairedModel(kind, row).settings();
      return true;
    } catch (InvalidSettings e) {
      return false;
    }
  }

  /** Values of the keys of a type; the first of each is the plainest. */
  static Map<String, List<String>> values(ModelKind kind) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put("cell", labels(ModelSettings.Cell.values()));
    values.put("layers", List.of("1", "2", "3"));
    values.put("hidden", List.of("6", "5"));
    values.put("embedding", List.of("3", "hidden"));
    values.put("tied", List.of("false", "true"));
    values.put("dropout", List.of("0", "0.4"));
    values.put("variationalDropout", List.of("false", "true"));
    values.put("initialisation", labels(ModelSettings.Initialisation.values()));
    values.put("forgetGateBias", List.of("1", "2.5"));
    values.put("recurrence", labels(ModelSettings.Recurrence.values()));
    values.put("residual", List.of("0", "1", "2"));
    values.put("normalisation", labels(ModelSettings.Normalisation.values()));
    values.put("kernels", labels(BackendSettings.Kernels.values()));
    values.put("labelSmoothing", List.of("0", "0.1"));
    values.put(PairedModel.PADDING, List.of("false", "true"));
    addOwn(kind, values);
    return values;
  }

  private static void addOwn(ModelKind kind, Map<String, List<String>> values) {
    List<String> either = List.of("false", "true");
    switch (kind) {
      case LANGUAGE_MODEL -> values.put(PairedModel.CARRIED, either);
      case ENCODER_DECODER -> {
        values.put("attention", List.of("general", "none", "dot", "additive"));
        values.put("attentionWiring", labels(ModelSettings.AttentionWiring.values()));
        values.put("decoderStart", List.of("last", "zero", "bridge"));
        values.put("bidirectional", either);
        values.put("rightToLeft", either);
      }
      case CLASSIFIER, FORECASTER -> {
        values.put("bidirectional", either);
        values.put("pooling", labels(ModelSettings.Pooling.values()));
        values.put(PairedModel.INPUT, inputs(kind));
      }
      case TAGGER -> {
        values.put("bidirectional", either);
        values.put(PairedModel.INPUT, inputs(kind));
      }
      case FRAMES -> {}
      case DESCRIBER -> {
        values.put("encoder", labels(ModelSettings.Encoder.values()));
        values.put("everyStep", either);
      }
    }
  }

  private static List<String> inputs(ModelKind kind) {
    return switch (kind) {
      case CLASSIFIER -> List.of("words", "vectors");
      case TAGGER -> List.of("words", "vectors", "spelled");
      default -> List.of("vectors");
    };
  }

  private static List<String> labels(Enum<?>[] values) {
    List<String> labels = new ArrayList<>();
    for (Enum<?> value : values) {
      labels.add(PairedModel.label(value));
    }
    return labels;
  }
}
