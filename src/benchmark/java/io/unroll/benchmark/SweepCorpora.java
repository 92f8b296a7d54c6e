package io.unroll.benchmark;

import com.typesafe.config.Config;
import io.unroll.config.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The little of each corpus that bases are trained on, cut once. */
final class SweepCorpora {
  private final Path corpora;
  private final Path folder;
  private final Map<String, Path> cut = new HashMap<>();

  SweepCorpora(Path corpora, Path folder) {
    this.corpora = corpora;
    this.folder = folder;
  }

  /**
   * Looks for the corpora of all bases.
   *
   * @throws InvalidInput with a line for each that is not there
   */
  void check(List<SweepBase> bases) {
    List<String> missing =
        bases.stream()
            .flatMap(base -> base.corpus().stream().flatMap(SweepCorpora::files))
            .filter(file -> !Files.isReadable(corpora.resolve(file)))
            .map(file -> "--corpora " + corpora + " must hold " + file + ", or leave its base out")
            .distinct()
            .toList();
    if (!missing.isEmpty()) {
      throw new InvalidInput(missing);
    }
  }

  /** The path for {@code corpus.path}; empty where a base generates its examples. */
  Optional<Path> of(SweepBase base) throws IOException {
    if (base.corpus().isPresent() && !cut.containsKey(base.name())) {
      cut.put(base.name(), cut(base.name(), base.corpus().get()));
    }
    return Optional.ofNullable(cut.get(base.name()));
  }

  private static Stream<String> files(Config corpus) {
    return Stream.of("file", "beside").filter(corpus::hasPath).map(corpus::getString);
  }

  private Path cut(String base, Config corpus) throws IOException {
    Path whole = corpora.resolve(corpus.getString("file"));
    Path target = Files.createDirectories(folder.resolve(base)).resolve(whole.getFileName());
    if (corpus.hasPath("everyLine")) {
      int every = corpus.getInt("everyLine");
      List<String> lines = Files.readAllLines(whole);
      return Files.write(
          target,
          IntStream.range(0, lines.size())
              .filter(i -> i % every == 0)
              .mapToObj(lines::get)
              .toList());
    }
    if (corpus.hasPath("blocks")) {
      int most = corpus.getInt("blocks");
      return Files.writeString(
          target,
          Stream.of(Files.readString(whole).split("\n\n", most + 1))
              .limit(most)
              .collect(Collectors.joining("\n\n", "", "\n\n")));
    }
    if (corpus.hasPath("characters")) {
      return Files.writeString(
          target, Files.readString(whole).substring(0, corpus.getInt("characters")));
    }
    return whole;
  }
}
