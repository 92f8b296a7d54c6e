package io.unroll.shards;

import io.unroll.corpus.example.Content;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A set of features to one vector with a 1 for each of them.
 *
 * @param names of the numbers of a vector: {@value #UNKNOWN}, then the training split's features in
 *     the order of their UTF-16 code units
 */
record FeatureSide(List<String> names, Map<String, Integer> places) implements SideCodec {
  /** Stands for every feature that the training split does not have. */
  static final String UNKNOWN = "<unk>";

  static String file(String side) {
    return "features-" + side + ".json";
  }

  static FeatureSide of(List<String> names) {
    Map<String, Integer> places = new TreeMap<>();
    for (int place = 0; place < names.size(); place++) {
      places.put(names.get(place), place);
    }
    return new FeatureSide(names, places);
  }

  @Override
  public EncodedSequence encode(Content content) throws Unencodable {
    if (!(content instanceof Content.Features features)) {
      throw SideCodec.wrongKind(Content.Kind.FEATURES, content);
    }
    float[] vector = new float[names.size()];
    for (String feature : features.features()) {
      vector[places.getOrDefault(feature, 0)] = 1;
    }
    return EncodedSequence.ofVectors(vector.length, vector);
  }

  @Override
  public List<String> unknown(Content content, EncodedSequence encoded) {
    return ((Content.Features) content)
        .features().stream().filter(feature -> !places.containsKey(feature)).toList();
  }

  @Override
  public SideCodec grown(Supplier<SideCodec> learned) {
    return of(KnownSides.joined(names, learned.get().names()));
  }

  @Override
  public String text(EncodedSequence sequence) {
    return IntStream.range(0, names.size())
        .filter(place -> sequence.values()[place] != 0)
        .mapToObj(names::get)
        .collect(Collectors.joining(" "));
  }

  @Override
  public Manifest.Side summary() {
    return new Manifest.Side(
        Content.Kind.FEATURES.name().toLowerCase(Locale.ROOT), names.size(), names.size());
  }

  @Override
  public SortedMap<String, byte[]> files(String side) {
    return new TreeMap<>(Map.of(file(side), SidecarFiles.json(names)));
  }
}
