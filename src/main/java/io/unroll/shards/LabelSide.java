package io.unroll.shards;

import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One label, or one for each step, to its place in the list of labels; there are no specials.
 *
 * @param labels the training split's, in the order of their UTF-16 code units; those that were
 *     added to a model's own stand behind them
 */
record LabelSide(Content.Kind kind, List<String> labels, Map<String, Integer> ids)
    implements SideCodec {

  static String file(String side) {
    return "labels-" + side + ".json";
  }

  static LabelSide of(Content.Kind kind, List<String> labels) {
    Map<String, Integer> ids = new TreeMap<>();
    for (int id = 0; id < labels.size(); id++) {
      ids.put(labels.get(id), id);
    }
    return new LabelSide(kind, labels, ids);
  }

  @Override
  public EncodedSequence encode(Content content) throws Unencodable {
    if (content instanceof Content.Label label) {
      return EncodedSequence.ofIds(id(label.label()));
    }
    if (content instanceof Content.Labels each) {
      int[] sequence = new int[each.labels().size()];
      for (int step = 0; step < sequence.length; step++) {
        sequence[step] = id(each.labels().get(step));
      }
      return EncodedSequence.ofIds(sequence);
    }
    throw SideCodec.wrongKind(kind, content);
  }

  private int id(String label) throws Unencodable {
    Integer id = ids.get(label);
    if (id == null) {
      throw new Unencodable(
          DropReason.UNSEEN_LABEL, "label \"" + label + "\" does not occur in the training split");
    }
    return id;
  }

  @Override
  public SideCodec grown(Supplier<SideCodec> learned) {
    return of(kind, KnownSides.joined(labels, learned.get().names()));
  }

  @Override
  public List<String> names() {
    return labels;
  }

  @Override
  public String text(EncodedSequence sequence) {
    return IntStream.of(sequence.ids()).mapToObj(labels::get).collect(Collectors.joining(" "));
  }

  @Override
  public Manifest.Side summary() {
    return new Manifest.Side(kind.name().toLowerCase(Locale.ROOT), labels.size(), 0);
  }

  @Override
  public SortedMap<String, byte[]> files(String side) {
    return new TreeMap<>(Map.of(file(side), SidecarFiles.json(labels)));
  }
}
