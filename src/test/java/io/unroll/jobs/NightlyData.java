package io.unroll.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Labelled texts day by day, in a language that grows: every day brings a new word for peace and
 * one for quarrel, and half of its texts have one of those.
 */
record NightlyData(Path folder) {
  private static final int TEXTS = 180;
  private static final List<String> WORDS =
      List.of("row", "your", "boat", "gently", "down", "the", "stream", "merrily");

  private record Text(String label, List<String> words) {}

  /** Pattern of the days' files. */
  String pattern() {
    return folder.resolve("{date}*.tsv").toString();
  }

  static String date(int day) {
    return "2026-11-%02d".formatted(day);
  }

  /** A day as days are. */
  void write(int day) throws IOException {
    write(date(day), texts(day, day));
  }

  /** More of a day that is over already. */
  void writeLate(int day) throws IOException {
    write(date(day) + "-late", texts(day, 100 + day));
  }

  /** A day on which people talk in words never heard before. */
  void writeDrifted(int day) throws IOException {
    List<Text> texts = texts(day, day);
    texts.forEach(text -> text.words.replaceAll(word -> "x" + word));
    write(date(day), texts);
  }

  /** A day whose labels were shuffled. */
  void writePoisoned(int day) throws IOException {
    List<Text> texts = texts(day, day);
    List<String> labels = new ArrayList<>(texts.stream().map(Text::label).toList());
    Collections.shuffle(labels, new Random(1));
    List<Text> poisoned = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      poisoned.add(new Text(labels.get(i), texts.get(i).words));
    }
    write(date(day), poisoned);
  }

  private static List<Text> texts(int day, long seed) {
    Random random = new Random(seed);
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      boolean quarrel = random.nextBoolean();
      int heard = random.nextBoolean() ? day : 1 + random.nextInt(day);
      List<String> words = new ArrayList<>();
      int length = 3 + random.nextInt(5);
      for (int w = 0; w < length; w++) {
        words.add(WORDS.get(random.nextInt(WORDS.size())));
      }
      words.set(random.nextInt(length), (quarrel ? "no" : "yes") + heard);
      texts.add(new Text(quarrel ? "quarrel" : "peace", words));
    }
    return texts;
  }

  private void write(String name, List<Text> texts) throws IOException {
    Files.createDirectories(folder);
    Files.write(
        folder.resolve(name + ".tsv"),
        texts.stream().map(text -> text.label + "\t" + String.join(" ", text.words)).toList());
  }
}
