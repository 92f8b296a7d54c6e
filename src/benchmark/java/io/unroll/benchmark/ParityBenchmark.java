package io.unroll.benchmark;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.benchmark.parity.FirstRecords;
import io.unroll.benchmark.parity.ParityCurve;
import io.unroll.benchmark.parity.ParityModel;
import io.unroll.benchmark.parity.ParityModel.Source;
import io.unroll.benchmark.parity.ParityRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code parity}: whether training here ends where the same training in PyTorch ends. */
@Command(
    name = "parity",
    description = {
      "Trains the same networks on the same batches in the same order from the same parameters,"
          + " with the same optimiser and dropout rate, in this project (its trainer, one worker)"
          + " and in PyTorch, and compares the validation loss after each epoch. Each side draws"
          + " its own dropout, so a few seeds are trained; a model's ratio is that of the mean"
          + " losses. A model is trained if its corpus is given."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {
      "",
      "Examples:",
      "  src/benchmark/run parity --text input.txt --labelled SMSSpamCollection"
          + " --tagged en_ewt-ud-train.conllu --pairs fra.txt --json parity.json",
      "  src/benchmark/run parity --pairs fra.txt --only translator --seeds 1 --epochs 2"
    })
public final class ParityBenchmark implements Callable<Integer> {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Option(names = "--text", paramLabel = "FILE", description = "a UTF-8 text: language-model")
  private @Nullable Path text;

  @Option(
      names = "--labelled",
      paramLabel = "FILE",
      description = "lines of a label, a tab and a text: classifier")
  private @Nullable Path labelled;

  @Option(names = "--tagged", paramLabel = "FILE", description = "sentences in CoNLL-U: tagger")
  private @Nullable Path tagged;

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description = "lines of a sentence, a tab and its translation: both translators")
  private @Nullable Path pairs;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "MODEL",
      description = "of ${COMPLETION-CANDIDATES}")
  private List<ParityModel> only = List.of();

  @Option(names = "--seeds", description = "trainings of each model; its own are 2 or 3")
  private @Nullable Integer seeds;

  @Option(names = "--epochs", description = "of each training; a model's own are 4 to 8")
  private @Nullable Integer epochs;

  @Option(
      names = "--first-characters",
      defaultValue = "200000",
      description = "of the text (${DEFAULT-VALUE})")
  private int firstCharacters;

  @Option(names = "--first-sentences", defaultValue = "4000", description = "(${DEFAULT-VALUE})")
  private int firstSentences;

  @Option(names = "--first-pairs", defaultValue = "20000", description = "(${DEFAULT-VALUE})")
  private int firstPairs;

  @Option(names = "--set", description = "more settings, such as model.dropout=0")
  private List<String> more = List.of();

  @Option(names = "--threads", defaultValue = "2", description = "(${DEFAULT-VALUE})")
  private int threads;

  @Mixin private BenchmarkJson json = new BenchmarkJson();

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws IOException {
    Map<Source, Path> corpora = corpora();
    Path folder = Files.createTempDirectory("unroll-parity");
    ParityTable table = new ParityTable(spec().commandLine().getOut());
    List<ObjectNode> rows = new ArrayList<>();
    try (SparkSession session = EmbeddedSpark.start(threads);
        NDManager engine = PyTorchTrainee.manager(threads)) {
      for (ParityModel model : ParityModel.values()) {
        Path file = corpora.get(model.source());
        if (file != null && (only.isEmpty() || only.contains(model))) {
          Path used =
              new FirstRecords(firstCharacters, firstSentences, firstPairs)
                  .of(model.source(), file, folder);
          rows.add(
              measure(
                  new ParityRun(session, engine, model, used, folder, settings(), table::state),
                  table));
        }
      }
    }
    json.write("parity", threads, rows);
    return 0;
  }

  private ObjectNode measure(ParityRun run, ParityTable table) throws IOException {
    run.prepare();
    List<ParityCurve> curves = new ArrayList<>();
    int count = seeds == null ? run.model().seeds() : seeds;
    for (long seed = 1; seed <= count; seed++) {
      ParityCurve curve = run.train(seed);
      table.curve(run.model(), curve);
      curves.add(curve);
    }
    table.summary(run.model(), curves);
    return row(run.model(), curves);
  }

  private static ObjectNode row(ParityModel model, List<ParityCurve> curves) {
    ObjectNode row =
        JsonNodeFactory.instance
            .objectNode()
            .put("configuration", model.toString())
            .put("ours", ParityTable.ours(curves))
            .put("pytorch", ParityTable.pytorch(curves))
            .put("ratioToPytorch", ParityTable.ratio(curves));
    ParityTable.standardError(curves).ifPresent(error -> row.put("standardError", error));
    for (ParityCurve curve : curves) {
      row.withArray("seeds").add(MAPPER.valueToTree(curve));
    }
    return row;
  }

  private List<String> settings() {
    List<String> all = new ArrayList<>(more);
    all.add("backend.threads=" + threads);
    if (epochs != null) {
      all.add("training.epochs=" + epochs);
    }
    return all;
  }

  /** Returns the given options. */
  private Map<Source, Path> corpora() {
    Map<Source, Path> given = new EnumMap<>(Source.class);
    put(given, Source.TEXT, text);
    put(given, Source.LABELLED, labelled);
    put(given, Source.TAGGED, tagged);
    put(given, Source.PAIRS, pairs);
    if (given.isEmpty()) {
      throw new ParameterException(
          spec().commandLine(), "at least one of --text, --labelled, --tagged, --pairs is needed");
    }
    for (ParityModel model : only) {
      if (!given.containsKey(model.source())) {
        String option = model.source().name().toLowerCase(Locale.ROOT);
        throw new ParameterException(
            spec().commandLine(), "--only %s needs its corpus, --%s FILE".formatted(model, option));
      }
    }
    if (seeds != null && seeds < 1) {
      throw new ParameterException(
          spec().commandLine(), "--seeds must be at least 1, got " + seeds);
    }
    return given;
  }

  private void put(Map<Source, Path> given, Source source, @Nullable Path file) {
    if (file == null) {
      return;
    }
    if (!Files.isReadable(file)) {
      throw new ParameterException(spec().commandLine(), file + ": must be a file, found none");
    }
    given.put(source, file);
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(command, "picocli sets it");
  }
}
