package io.unroll.corpus.sets;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Unusable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Meaning of a sentence, such as {@code inform(name='red door cafe';goodformeal=breakfast)} (Wen et
 * al. 2015, arXiv 1508.01745).
 */
record DialogueAct(String act, List<Slot> slots) {
  private static final Pattern FORM = Pattern.compile("\\s*(\\??[\\w-]+)\\((.*)\\)\\s*");
  private static final Pattern SLOT = Pattern.compile("([^=;']+)(?:=('[^']*'|[^;]*))?(?:;|$)");
  private static final Pattern ENUMERATION = Pattern.compile(" (?:or|and) ");

  /** Values that say something of the slot itself, and are not to be read out. */
  private static final Set<String> SPECIAL =
      Set.of("", "?", "none", "dontcare", "dont_care", "yes", "no", "true", "false");

  /** One thing to say; no value, if it is asked for. */
  record Slot(String name, String value) {
    String feature() {
      return value.isEmpty() ? name : name + "=" + value;
    }
  }

  /** Features and text, both without the values that the text repeats. */
  record Delexicalised(List<String> features, String text) {}

  /** A value that the text repeats, and what stands for it. */
  private record Occurrence(String value, String token) {}

  /**
   * Reads an act.
   *
   * @throws Unusable if it does not have the form
   */
  static DialogueAct parse(String text) throws Unusable {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw unreadable(text);
    }
    List<Slot> slots = new ArrayList<>();
    String inner = form.group(2).strip();
    Matcher slot = SLOT.matcher(inner);
    int end = 0;
    while (end < inner.length() && slot.find(end) && slot.start() == end) {
      String value = slot.group(2) == null ? "" : slot.group(2).strip();
      slots.add(new Slot(slot.group(1).strip(), unquoted(value)));
      end = slot.end();
    }
    if (end < inner.length()) {
      throw unreadable(text);
    }
    return new DialogueAct(form.group(1), List.copyOf(slots));
  }

  // RNNLG has values whose quotes are closed without having been opened.
  private static String unquoted(String value) {
    String opened = value.startsWith("'") ? value.substring(1) : value;
    return (opened.endsWith("'") ? opened.substring(0, opened.length() - 1) : opened).strip();
  }

  private static Unusable unreadable(String text) {
    return new Unusable(
        DropReason.UNREADABLE,
        "a dialogue act must look like act(slot='value';slot=value), got " + text);
  }

  /** The act and its slots with their values. */
  List<String> features() {
    List<String> features = new ArrayList<>(List.of("act=" + act));
    slots.forEach(slot -> features.add(slot.feature()));
    return features.stream().distinct().toList();
  }

  /** Returns the text with each value that occurs in it replaced by its slot's name. */
  Delexicalised delexicalise(String text) {
    List<String> features = new ArrayList<>(List.of("act=" + act));
    List<Occurrence> occurrences = new ArrayList<>();
    Map<String, Integer> count = new TreeMap<>();
    for (Slot slot : slots) {
      List<String> values =
          occurs(text, slot.value) ? List.of(slot.value) : List.of(ENUMERATION.split(slot.value));
      if (values.stream().allMatch(value -> occurs(text, value))) {
        for (String value : values) {
          int number = count.merge(slot.name, 1, Integer::sum);
          String name = number == 1 ? slot.name : slot.name + "_" + number;
          features.add(name);
          occurrences.add(new Occurrence(value, "SLOT_" + name.toUpperCase(Locale.ROOT)));
        }
      } else {
        features.add(slot.feature());
      }
    }
    return new Delexicalised(features.stream().distinct().toList(), replace(text, occurrences));
  }

  private static boolean occurs(String text, String value) {
    return !SPECIAL.contains(value) && whole(value).matcher(text).find();
  }

  // Longest first: the value "hayes valley" may hold another slot's "hayes".
  private static String replace(String text, List<Occurrence> occurrences) {
    String replaced = text;
    List<Occurrence> longest = new ArrayList<>(occurrences);
    longest.sort(Comparator.comparingInt((Occurrence one) -> one.value.length()).reversed());
    for (Occurrence one : longest) {
      replaced = whole(one.value).matcher(replaced).replaceAll(Matcher.quoteReplacement(one.token));
    }
    return replaced;
  }

  private static Pattern whole(String value) {
    return Pattern.compile("(?<![\\w])" + Pattern.quote(value) + "(?![\\w])");
  }
}
