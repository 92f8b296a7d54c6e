package io.unroll.shards;

import io.unroll.config.Settings;
import io.unroll.config.TokenSettings;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.TextFiles;
import io.unroll.corpus.files.TextFiles.TextFile;
import io.unroll.corpus.text.TextSplits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Files that shards are made of.
 *
 * @param corpus the corpus's files
 * @param tokens the file that says what the tokens are, where the settings name one
 */
record InputFiles(List<TextFile> corpus, List<TextFile> tokens) {

  static InputFiles of(
      Configuration hadoop,
      Settings settings,
      Optional<TextSplits> text,
      Optional<Corpus> examples) {
    List<TextFile> corpus =
        Stream.concat(
                text.stream().flatMap(all -> all.all().stream()),
                examples.stream().flatMap(all -> all.files().stream()))
            .toList();
    return new InputFiles(corpus, tokens(hadoop, settings.tokens()));
  }

  private static List<TextFile> tokens(Configuration hadoop, TokenSettings tokens) {
    return tokens instanceof TokenSettings.Subwords subwords
        ? subwords
            .file()
            .map(file -> TextFiles.find(hadoop, "tokens.file", file).files())
            .orElse(List.of())
        : List.of();
  }

  /** Returns the corpus's files as a manifest names them. */
  List<Manifest.Input> summary(Map<String, Long> malformedLines) {
    return corpus.stream()
        .map(
            file ->
                new Manifest.Input(
                    new Path(file.path()).getName(),
                    file.bytes(),
                    malformedLines.getOrDefault(file.path(), 0L)))
        .toList();
  }

  /**
   * Returns whether they are others than a manifest names, or have changed since it was written.
   */
  boolean differFrom(Manifest manifest, long writtenMillis) {
    List<Manifest.Input> there = manifest.inputs();
    List<Manifest.Input> here = summary(Map.of());
    boolean same =
        there.size() == here.size()
            && IntStream.range(0, here.size()).allMatch(i -> there.get(i).isSameFile(here.get(i)));
    return !same
        || Stream.concat(corpus.stream(), tokens.stream())
            .anyMatch(file -> file.modifiedMillis() > writtenMillis);
  }
}
