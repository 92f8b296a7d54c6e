package io.unroll.shards;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Sides of an existing model, which continues training on the shards prepared with them.
 *
 * @param source its input side
 * @param target its output side; the same for language models
 * @param grow whether what the training split adds is appended to what it knows
 */
public record KnownSides(SideCodec source, SideCodec target, boolean grow) {

  SideCodec source(Supplier<SideCodec> learned) {
    return grow ? source.grown(learned) : source;
  }

  SideCodec target(Supplier<SideCodec> learned) {
    return grow ? target.grown(learned) : target;
  }

  /** Returns the known names, followed by those learned in addition. */
  static List<String> joined(List<String> known, List<String> learned) {
    return Stream.concat(known.stream(), learned.stream()).distinct().toList();
  }
}
