package io.unroll.network;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.example.Content;
import io.unroll.shards.Manifest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Check that shards hold what a model type reads and writes. */
final class SideCheck {
  private SideCheck() {}

  static void labels(String model, Manifest.Side target) {
    check(model, "targets", target, Content.Kind.LABEL, Content.Kind.LABELS);
  }

  static void text(String model, Manifest.Side target) {
    check(model, "targets", target, Content.Kind.TEXT, Content.Kind.WORDS);
  }

  static void frames(String model, String side, Manifest.Side found) {
    check(model, side, found, Content.Kind.FRAMES);
  }

  private static void check(
      String model, String side, Manifest.Side found, Content.Kind... allowed) {
    List<String> kinds =
        Arrays.stream(allowed).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
    if (!kinds.contains(found.kind())) {
      throw new InvalidInput(
          "model.type: the %s of a %s must be %s, but the shards hold %s; choose another model.type"
              .formatted(
                  side, model, kinds.stream().collect(Collectors.joining(" or ")), found.kind()));
    }
  }
}
