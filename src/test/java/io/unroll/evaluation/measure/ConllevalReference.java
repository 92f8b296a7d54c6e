package io.unroll.evaluation.measure;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counter of spans as conlleval counts them: in one pass over the words of all sentences, which
 * remembers the word before and whether the spans that are open agree so far. It never knows a
 * whole span.
 */
final class ConllevalReference {
  private static final Word OUTSIDE = new Word("O", "");

  private final SortedMap<String, Overlap> byType = new TreeMap<>();
  private Word lastRight = OUTSIDE;
  private Word lastGuessed = OUTSIDE;
  private boolean agreeing;

  private ConllevalReference() {}

  private record Word(String position, String type) {

    static Word of(String tag) {
      String[] parts = tag.split("-", 2);
      return new Word(parts[0], parts.length == 1 ? "" : parts[1]);
    }

    boolean endsBefore(Word next) {
      return switch (position + next.position) {
        case "BB", "BO", "IB", "IO" -> true;
        default -> !position.equals("O") && !type.equals(next.type);
      };
    }

    boolean startsAfter(Word last) {
      return switch (last.position + position) {
        case "BB", "IB", "OB", "OI" -> true;
        default -> !position.equals("O") && !type.equals(last.type);
      };
    }
  }

  /** Spans by type, of sentences of right and guessed tags. */
  static SortedMap<String, Overlap> count(List<List<String>> right, List<List<String>> guessed) {
    ConllevalReference script = new ConllevalReference();
    for (int sentence = 0; sentence < right.size(); sentence++) {
      List<String> tags = right.get(sentence);
      for (int i = 0; i < tags.size(); i++) {
        script.read(Word.of(tags.get(i)), Word.of(guessed.get(sentence).get(i)));
      }
      script.read(OUTSIDE, OUTSIDE);
    }
    return script.byType;
  }

  private void read(Word right, Word guessed) {
    boolean rightEnds = lastRight.endsBefore(right);
    boolean guessedEnds = lastGuessed.endsBefore(guessed);
    if (agreeing && rightEnds && guessedEnds && lastGuessed.type.equals(lastRight.type)) {
      agreeing = false;
      add(lastRight, new Overlap(1, 0, 0));
    } else if (agreeing && (rightEnds != guessedEnds || !guessed.type.equals(right.type))) {
      agreeing = false;
    }
    boolean rightStarts = right.startsAfter(lastRight);
    boolean guessedStarts = guessed.startsAfter(lastGuessed);
    agreeing |= rightStarts && guessedStarts && guessed.type.equals(right.type);
    if (rightStarts) {
      add(right, new Overlap(0, 0, 1));
    }
    if (guessedStarts) {
      add(guessed, new Overlap(0, 1, 0));
    }
    lastRight = right;
    lastGuessed = guessed;
  }

  private void add(Word word, Overlap spans) {
    byType.merge(word.type, spans, Overlap::plus);
  }
}
