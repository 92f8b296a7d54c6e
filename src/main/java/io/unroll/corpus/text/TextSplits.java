package io.unroll.corpus.text;

import io.unroll.config.InvalidInput;
import io.unroll.config.Paths;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.files.TextFiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The text files each split comes from.
 *
 * @param files by split; the same for all of them if they are one text that is cut by shares
 * @param cut whether one text is cut by shares
 */
public record TextSplits(Map<Split, TextFiles> files, boolean cut) implements Serializable {

  /**
   * Finds the files the settings name.
   *
   * @throws InvalidInput if a path is missing from the settings or leads to no text
   */
  public static TextSplits find(Configuration hadoop, Paths settings) {
    Map<Split, TextFiles> files = new EnumMap<>(Split.class);
    if (settings.path().isPresent()) {
      TextFiles whole = TextFiles.find(hadoop, "corpus.path", settings.path().get());
      for (Split split : Split.values()) {
        files.put(split, whole);
      }
      return new TextSplits(files, true);
    }
    List<String> problems = new ArrayList<>();
    for (Split split : Split.values()) {
      String setting = "corpus." + split.label();
      try {
        String path =
            path(settings, split)
                .orElseThrow(
                    () -> new InvalidInput(setting + ": must be set where corpus.path is not"));
        files.put(split, TextFiles.find(hadoop, setting, path));
      } catch (InvalidInput e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new TextSplits(files, false);
  }

  /** The files of a split. */
  public TextFiles of(Split split) {
    return Optional.ofNullable(files.get(split)).orElseThrow();
  }

  /** Every file once, in the order it is read. */
  public List<TextFiles.TextFile> all() {
    return files.values().stream().distinct().flatMap(f -> f.files().stream()).toList();
  }

  private static Optional<String> path(Paths settings, Split split) {
    return switch (split) {
      case TRAIN -> settings.train();
      case VALID -> settings.valid();
      case TEST -> settings.test();
    };
  }
}
