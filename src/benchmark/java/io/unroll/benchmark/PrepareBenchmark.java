package io.unroll.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code prepare}: text to shards beside SentencePiece's tools on the same text. */
@Command(
    name = "prepare",
    description = {
      "Times whole processes, in turns: ./unroll prepare of a text, repeated, into characters,"
          + " words and subwords, and spm_train + spm_encode (apt-get install sentencepiece) with"
          + " as many subwords, encoding in one process a thread. With --megabytes ours alone, at each of these sizes."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {
      "",
      "Examples:",
      "  src/benchmark/run prepare --text train.txt --repeat 50 --json prepare.json",
      "  src/benchmark/run prepare --text train.txt --megabytes 10,100,1000 --unit word --heap 1g"
    })
public final class PrepareBenchmark implements Callable<Integer> {
  private static final double MEGABYTE = 1e6;
  private static final String PEER = "sentencepiece";

  @Option(names = "--text", paramLabel = "FILE", required = true, description = "a UTF-8 text")
  private @Nullable Path text;

  @Option(names = "--repeat", defaultValue = "50", description = "copies (${DEFAULT-VALUE})")
  private int repeat;

  @Option(names = "--megabytes", split = ",", description = "sizes instead of copies; ours alone")
  private List<Integer> megabytes = List.of();

  @Option(
      names = "--unit",
      split = ",",
      defaultValue = "character,word,subword",
      description = "what to measure of ours (${DEFAULT-VALUE})")
  private List<String> units = List.of();

  @Option(names = "--size", defaultValue = "8000", description = "subwords (${DEFAULT-VALUE})")
  private int size;

  @Option(names = "--rounds", defaultValue = "3", description = "of each side (${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--threads", defaultValue = "2", description = "of each (${DEFAULT-VALUE})")
  private int threads;

  @Option(names = "--heap", defaultValue = "4g", description = "of ours (${DEFAULT-VALUE})")
  private String heap = "";

  @Mixin private BenchmarkJson json = new BenchmarkJson();

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws IOException {
    Path given = Objects.requireNonNull(text);
    if (!Files.isReadable(given)) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "--text must be a file that can be read, got " + given);
    }
    Path folder = Files.createTempDirectory("unroll-prepare");
    List<ObjectNode> rows = new ArrayList<>();
    try {
      if (megabytes.isEmpty()) {
        rows.addAll(measure(given, Files.size(given) * repeat, folder, peers()));
      }
      for (int one : megabytes) {
        rows.addAll(measure(given, (long) (one * MEGABYTE), folder, List.of()));
      }
    } finally {
      delete(folder);
    }
    json.write("prepare", threads, rows);
    return 0;
  }

  private List<String> peers() {
    boolean installed =
        TimedCommand.find("spm_train").isPresent() && TimedCommand.find("spm_encode").isPresent();
    if (!installed) {
      out().println("SentencePiece is left out: spm_train and spm_encode are not on the PATH");
    }
    return installed ? List.of(PEER) : List.of();
  }

  private List<ObjectNode> measure(Path given, long bytes, Path folder, List<String> peers)
      throws IOException {
    Path copies = RepeatedText.write(given, bytes, folder);
    // spm_encode has one thread: each core gets a part of the text, cut before the clock starts.
    List<Path> parts = peers.isEmpty() ? List.of() : RepeatedText.split(copies, threads, folder);
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    List<String> sides = Stream.concat(units.stream(), peers.stream()).toList();
    for (int round = 0; round < rounds; round++) {
      for (String side : sides) {
        seconds.computeIfAbsent(side, s -> new ArrayList<>()).add(run(side, copies, parts, folder));
      }
    }
    Files.delete(copies);
    for (Path part : parts) {
      Files.delete(part);
    }
    return report(bytes, seconds);
  }

  private double run(String side, Path copies, List<Path> parts, Path folder) throws IOException {
    Path log = folder.resolve(side + ".log");
    if (!side.equals(PEER)) {
      return ours(side, copies, folder, log);
    }
    String model = folder.resolve("model").toString();
    double train =
        TimedCommand.run(
            List.of(
                "spm_train",
                "--input=" + copies,
                "--model_prefix=" + model,
                "--model_type=bpe",
                "--character_coverage=1.0",
                "--vocab_size=" + size,
                "--num_threads=" + threads),
            Map.of(),
            log);
    List<List<String>> encode = new ArrayList<>();
    for (Path part : parts) {
      encode.add(
          List.of(
              "spm_encode",
              "--model=" + model + ".model",
              "--output_format=id",
              "--input=" + part,
              "--output=" + part + ".ids"));
    }
    return train + TimedCommand.runAll(encode, Map.of(), log);
  }

  private double ours(String unit, Path copies, Path folder, Path log) throws IOException {
    Path out = folder.resolve("run-" + unit);
    Path settings = folder.resolve(unit + ".conf");
    String more = unit.equals("subword") ? ", size = " + size : "";
    Files.writeString(
        settings, "corpus { type = text }\ntokens { unit = %s%s }\n".formatted(unit, more));
    List<String> words =
        List.of(
            Path.of(System.getProperty("unroll.root", "."), "unroll").toString(),
            "prepare",
            settings.toString(),
            "--set",
            "corpus.path=" + copies,
            "--out",
            out.toString(),
            "--master",
            "local[" + threads + "]");
    double seconds = TimedCommand.run(words, Map.of("UNROLL_HEAP", heap), log);
    delete(out);
    return seconds;
  }

  private List<ObjectNode> report(long bytes, Map<String, List<Double>> seconds) {
    double peer = Median.of(seconds.getOrDefault(PEER, List.of()));
    List<ObjectNode> rows = new ArrayList<>();
    out()
        .printf(
            Locale.ROOT,
            "%n%.0f MB, %d threads, medians of %d, whole processes%n%-14s %9s %8s %18s%n",
            bytes / MEGABYTE,
            threads,
            rounds,
            "",
            "seconds",
            "MB/s",
            "against the peer");
    seconds.forEach(
        (side, all) -> {
          double median = Median.of(all);
          out()
              .printf(
                  Locale.ROOT,
                  "%-14s %9.1f %8.1f %17s%n",
                  side,
                  median,
                  bytes / MEGABYTE / median,
                  Double.isNaN(peer) ? "-" : String.format(Locale.ROOT, "%.2fx", peer / median));
          ObjectNode row =
              JsonNodeFactory.instance
                  .objectNode()
                  .put("configuration", side)
                  .put("megabytes", bytes / MEGABYTE)
                  .put("seconds", median);
          all.forEach(row.putArray("rounds")::add);
          if (!Double.isNaN(peer)) {
            row.put("ratioToSentencePiece", peer / median);
          }
          rows.add(row);
        });
    out().flush();
    return rows;
  }

  private PrintWriter out() {
    return Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
