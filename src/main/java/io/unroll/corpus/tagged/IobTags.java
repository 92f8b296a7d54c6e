package io.unroll.corpus.tagged;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.Unusable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tags of chunks: {@code O} outside, {@code B-KIND} and {@code I-KIND} inside.
 *
 * <p>IOB1 (Ramshaw and Marcus 1995) starts a chunk with I, and with B only right after another one
 * of the same kind. IOB2 (Ratnaparkhi 1998) starts every chunk with B.
 */
final class IobTags {
  private static final String OUTSIDE = "O";
  private static final Pattern INSIDE = Pattern.compile("([BI])-(.+)");

  private IobTags() {}

  /** Returns the same chunks in IOB2; every sequence of such tags is valid IOB1. */
  static List<String> toIob2(List<String> tags) throws Unusable {
    List<String> converted = new ArrayList<>(tags.size());
    String open = "";
    for (String tag : tags) {
      String kind = kind(tag);
      boolean starts = !kind.isEmpty() && (tag.startsWith("B") || !kind.equals(open));
      converted.add(starts ? "B-" + kind : tag);
      open = kind;
    }
    return converted;
  }

  /** The tags as they are, if they are IOB2. */
  static List<String> checkIob2(List<String> tags) throws Unusable {
    String open = "";
    for (int i = 0; i < tags.size(); i++) {
      String kind = kind(tags.get(i));
      if (tags.get(i).startsWith("I") && !kind.equals(open)) {
        throw new Unusable(
            DropReason.UNREADABLE,
            ("tag %s, %s, must follow B-%s or I-%s to be IOB2, but follows %s; corpus.tags = iob1"
                    + " takes it as the start of a chunk")
                .formatted(i + 1, tags.get(i), kind, kind, i == 0 ? "nothing" : tags.get(i - 1)));
      }
      open = kind;
    }
    return tags;
  }

  private static String kind(String tag) throws Unusable {
    Matcher inside = INSIDE.matcher(tag);
    if (inside.matches()) {
      return inside.group(2);
    }
    if (tag.equals(OUTSIDE)) {
      return "";
    }
    throw new Unusable(
        DropReason.UNREADABLE, "tags must be O, B-KIND or I-KIND, got " + Readings.quote(tag));
  }
}
