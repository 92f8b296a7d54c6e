package io.unroll.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.ModelSettings.Initialisation;
import io.unroll.config.TrainingSettings.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
  private static final String ADDITION =
      """
      name = sums
      corpus { type = addition, digits = 3 }
      model  { type = encoder-decoder }
      """;

  private final Path folder;

  SettingsLoaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Settings parse(String text, String... overrides) {
    return SettingsLoader.parse(text, "x.conf", List.of(overrides));
  }

  private static List<String> problems(String text, String... overrides) {
    return assertThrows(InvalidInput.class, () -> parse(text, overrides)).problems();
  }

  @Test
  void parse_fileWithDefaultsLeftOut_completesThem() {
    Settings settings = parse(ADDITION);

    CorpusSettings.Shares shares = new CorpusSettings.Shares(0.9, 0.05, 0.05);
    assertEquals(new CorpusSettings.Addition(3, 50_000, shares), settings.corpus());
    assertEquals(new TokenSettings.Characters(), settings.tokens());
    assertEquals(
        new ModelSettings.Stack(Cell.LSTM, 1, 256, 64, false, 0.0, Initialisation.XAVIER),
        settings.model().stack());
    assertEquals(
        new TrainingSettings(
            2,
            10,
            Optimizer.ADAM,
            new LearningRateSettings(
                0.002, new ScheduleSettings(ScheduleSettings.Type.STEP, 1.0, 1, 0)),
            Optional.of(5.0),
            0.0,
            new AveragingSettings(
                16,
                0,
                1.0,
                new OuterSettings(
                    AveragingSettings.Outer.AVERAGE, Optional.empty(), Optional.empty(), false),
                AveragingSettings.UpdaterState.AVERAGE,
                AveragingSettings.Reduction.AUTO,
                AveragingSettings.Master.UNROLL),
            new StoppingSettings(3, StoppingSettings.NATS, StoppingSettings.Keep.BEST, 3, 0.05),
            new CheckpointSettings(10.0)),
        settings.training());
  }

  @Test
  void parse_everyKindOfProblem_reportsAllAtOnceWithTheirPlaces() {
    String text =
        """
        name = "a b"
        sed = 7
        corpus { type = addition, digits = 19 }
        shards {
          batchSize = 0
          bucket = 4
          epochs = 3
          files = many
          maxLength = 1.5
        }
        model {
          type = encoder-decoder
          cell = lsmt
          dropout = 1
        }
        training { workers = 3000000000, clipNorm = high }
        evaluation = 5
        """;

    assertEquals(
        List.of(
            "x.conf:2: sed is not a known key; did you mean seed?",
            "x.conf:3: corpus.digits must be between 1 and 18, got 19",
            "x.conf:6: shards.bucket is not a known key; did you mean shards.buckets?",
            "x.conf:7: shards.epochs is not a known key; did you mean training.epochs?",
            "x.conf:9: shards.maxLength must be a whole number, got 1.5",
            "x.conf:8: shards.files must be a whole number, got \"many\"",
            "x.conf:5: shards.batchSize must be at least 1, got 0",
            "x.conf:13: model.cell must be one of lstm, gru, gru-reset-before, minimal-gated, rnn, rnn-relu, got \"lsmt\"; did you mean lstm?",
            "x.conf:14: model.dropout must be at least 0 and less than 1, got 1.0",
            "x.conf:16: training.workers must be a whole number between -2147483648 and 2147483647,"
                + " got 3000000000",
            "x.conf:16: training.clipNorm must be a number, got \"high\"",
            "x.conf:17: evaluation must be a block { ... }, got 5",
            "x.conf:1: name must be made of letters, digits, dots, hyphens and underscores (it names"
                + " the run's folder), got \"a b\""),
        problems(text));
  }

  @Test
  void parse_problemsInOverrides_nameTheOption() {
    assertEquals(
        List.of(
            "--set batchSize: must have the form key=value, as in --set shards.batchSize=32",
            "--set =4: must have the form key=value, as in --set shards.batchSize=32",
            "--set a..b=4: \"a..b\" is not a key; write it like shards.batchSize",
            "--set corpus.digit=4: corpus.digit is not a known key; did you mean corpus.digits?",
            "--set shards.batchSize=0: shards.batchSize must be at least 1, got 0",
            "--set training.epochs=ten: training.epochs must be a whole number, got \"ten\""),
        problems(
            ADDITION,
            "shards.batchSize=0",
            "batchSize",
            "=4",
            "a..b=4",
            "training.epochs=ten",
            "corpus.digit=4"));
  }

  @Test
  void parse_nothing_namesWhatIsMissing() {
    assertEquals(
        List.of(
            "x.conf: name is missing",
            "x.conf: corpus.type is missing; it must be one of " + corpusTypes()),
        problems(""));
  }

  @Test
  void parse_unknownVariant_listsTheKnownOnesAndStillChecksKeys() {
    List<String> problems =
        problems(
            """
            name = x
            corpus { type = adition, digits = 3, depth = 4 }
            model.type = encoder-decoder
            """);

    assertEquals(2, problems.size());
    assertEquals(
        "x.conf:2: corpus.type must be one of %s, got \"adition\"; did you mean addition?"
            .formatted(corpusTypes()),
        problems.get(0));
    assertThat(problems.get(1))
        .matches(
            "x.conf:2: corpus.depth is not a known key; the keys here are type, path,.*"
                + " digits,.* nesting.*");
  }

  private static String corpusTypes() {
    return String.join(", ", Schema.variants(CorpusSettings.class).keySet());
  }

  @Test
  void parse_keyOfAnotherVariant_saysWhoseItIs() {
    assertEquals(
        List.of(
            "x.conf:2: corpus.digits is not a known key here: it belongs to corpus.type = addition",
            "--set model.rightToLeft=true: model.rightToLeft is not a known key here: it belongs to"
                + " model.type = encoder-decoder"),
        problems(
            ADDITION,
            "corpus.type=text",
            "corpus.path=a.txt",
            "model.type=language-model",
            "model.rightToLeft=true"));
  }

  @Test
  void parse_syntaxError_namesLineAndStillReportsOverrides() {
    List<String> problems = problems("name = x\ncorpus { type = = }\n", "oops");

    assertEquals(2, problems.size());
    assertEquals(
        "--set oops: must have the form key=value, as in --set shards.batchSize=32",
        problems.get(0));
    assertEquals("x.conf:2: ", problems.get(1).substring(0, 10));
  }

  @Test
  void parse_blockLeftOpen_asksForItsBrace() {
    assertEquals(
        List.of("x.conf:3: expecting a closing } here, not: end of file"),
        problems("name = x\ncorpus { type = addition\n"));
  }

  @Test
  void parse_substitutionWithoutValue_namesLine() {
    assertEquals(
        List.of("x.conf:4: Could not resolve substitution to a value: ${nowhere}"),
        problems(ADDITION + "seed = ${nowhere}\n"));
  }

  @Test
  void parse_substitutionOfDefault_resolves() {
    Settings settings = parse(ADDITION + "evaluation.samples = ${shards.batchSize}\n");

    assertEquals(32, settings.evaluation().samples());
  }

  @Test
  void parse_clipNormOff_meansNone() {
    assertEquals(Optional.empty(), parse(ADDITION, "training.clipNorm=off").training().clipNorm());
  }

  @Test
  void parse_laterOverride_wins() {
    Settings settings =
        parse(ADDITION, "seed=5", "seed=6", "corpus.shares.train=0.85", "corpus.shares.test=0.1");

    assertEquals(6, settings.seed());
    assertEquals(new CorpusSettings.Shares(0.85, 0.05, 0.1), settings.corpus().shares());
  }

  @Test
  void parse_numberInQuotes_isANumber() {
    assertEquals(7, parse(ADDITION + "seed = \"7\"").seed());
  }

  @Test
  void load_file_reportsPathAndLine() throws IOException {
    Path file = Files.writeString(folder.resolve("sums.conf"), ADDITION + "shards.batchSize = 0\n");

    InvalidInput invalid =
        assertThrows(InvalidInput.class, () -> SettingsLoader.load(file, List.of()));

    assertEquals(
        List.of(file + ":4: shards.batchSize must be at least 1, got 0"), invalid.problems());
  }

  @Test
  void load_fileWithoutName_isCalledAsTheFileIs() throws IOException {
    Path file =
        Files.writeString(folder.resolve("my-sums.conf"), ADDITION.replace("name = sums", ""));

    assertEquals("my-sums", SettingsLoader.load(file, List.of()).name());
  }

  @Test
  void load_problemInIncludedFile_namesThatFile() throws IOException {
    Path included = Files.writeString(folder.resolve("model.conf"), "\nmodel.hidden = 0\n");
    Path file = folder.resolve("sums.conf");
    Files.writeString(file, "include \"model.conf\"\n" + ADDITION);

    InvalidInput invalid =
        assertThrows(InvalidInput.class, () -> SettingsLoader.load(file, List.of()));

    assertEquals(
        List.of(included + ":2: model.hidden must be between 1 and 16384, got 0"),
        invalid.problems());
  }

  @Test
  void load_missingFile_suggestsANearOne() throws IOException {
    Path file = Files.writeString(folder.resolve("addition.conf"), ADDITION);
    Path missing = folder.resolve("adition.conf");

    InvalidInput invalid =
        assertThrows(InvalidInput.class, () -> SettingsLoader.load(missing, List.of()));

    assertEquals(
        List.of(missing + ": there is no such settings file; did you mean " + file + "?"),
        invalid.problems());
  }

  @Test
  void load_folder_isRefused() {
    InvalidInput invalid =
        assertThrows(InvalidInput.class, () -> SettingsLoader.load(folder, List.of()));

    assertEquals(
        List.of(
            folder
                + ": must be a settings file, got a folder; name a file in it, as in "
                + folder.resolve("addition.conf")),
        invalid.problems());
  }

  /** Checks that a refusal does not repeat the secret it refuses. */
  @Test
  void table_plainSecrets_areRefusedWithoutShowingThem() {
    String table = "name = t, corpus { type = table, format = jdbc, load = x }";
    for (String option :
        List.of(
            "password=hunter2",
            "\"fs.s3a.access.key\"=hunter2",
            "url=\"jdbc:x://host/db?user=me&password=hunter2\"",
            "url=\"jdbc:x://me:hunter2@host/db\"")) {
      List<String> found = problems(table, "corpus.options." + option);
      assertEquals(1, found.size(), found::toString);
      assertThat(found.get(0)).as(found::toString).contains("env:NAME");
      assertThat(found.toString()).as(found::toString).doesNotContain("hunter2");
    }
    assertEquals(
        "env:PASSWORD",
        ((TableSettings) parse(table, "corpus.options.password=env:PASSWORD").corpus())
            .source()
            .options()
            .get("password"));
  }

  @Test
  void parse_optionsBlockOverANumberOfTheFile_namesTheNumberAndNothingElse() {
    assertEquals(
        List.of("x.conf:2: training.averaging must be a block { ... }, got 7"),
        problems(
            "corpus.type = addition\ntraining.averaging = 7\nname = t",
            "training.averaging.every=4"));
    assertEquals(
        List.of("--set corpus.shares=7: corpus.shares must be a block { ... }, got 7"),
        problems("corpus.type = addition, name = t", "corpus.shares=7", "corpus.shares.train=0.9"));
  }

  @Test
  void parse_numberThatALaterBlockReplaces_leavesTheDefaults() {
    Settings settings =
        SettingsLoader.parse(
            "name = t, corpus.type = addition\ntraining = 5, training.epochs = 3",
            "x.conf",
            List.of());

    assertEquals(Optional.of(5.0), settings.training().clipNorm());
  }

  @Test
  void parse_valueAddedToABlock_namesTheFile() {
    assertEquals(
        List.of(
            "x.conf: joins a default with a value of another kind, as += does; write KEY = VALUE"),
        problems("corpus.type = addition, name = t\ntraining += 3"));
  }

  @Test
  void parse_nameWithADotInQuotes_isShownInQuotes() {
    assertThat(
            problems("corpus.type = addition, name = t\ntraining.\"averaging.every\" = 3").get(0))
        .startsWith("x.conf:2: training.\"averaging.every\" is not a known key");
  }
}
