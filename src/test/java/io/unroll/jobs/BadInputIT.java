package io.unroll.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.SettingsLoader;
import io.unroll.jobs.Commands.Outcome;
import io.unroll.runs.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong input: exit 2, a line for each problem, and the disk as it was. */
class BadInputIT {
  private static final String LANGUAGE_MODEL =
      """
      name = text
      corpus { type = text }
      shards { batchSize = 4, windowLength = 8, laneGroups = 2 }
      model { type = language-model, hidden = 8, embedding = 4 }
      """;

  @TempDir Path folder;
  private Path addition;
  private Path text;
  private Path out;

  @BeforeEach
  void settings() throws IOException {
    addition = Commands.smallAddition(folder);
    text = Files.writeString(folder.resolve("text.conf"), LANGUAGE_MODEL);
    out = folder.resolve("out");
  }

  @Test
  void settings_missingOrNoFile_areNamed() {
    refused("missing.conf", "run", folder.resolve("missing.conf"), "--out", out);
    refused(folder.toString(), "run", folder, "--out", out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.hiden=4              | model.hiden",
        "training.epochs=many       | training.epochs",
        "shards.batchSize=0         | shards.batchSize",
        "model.hidden=-3            | model.hidden",
        "training.workers=0         | training.workers",
        "corpus.digits=99           | corpus.digits",
        "training.stopping.metric=blue   | training.stopping.metric",
        "corpus.shares.train=0      | corpus.shares",
        "training.learningRate=NaN  | training.learningRate",
        "shards                     | --set",
        "=4                         | --set",
        "model.type=language-model  | model.type",
      })
  void set_wrongSetting_isNamed(String override, String named) {
    refused(named, "run", addition, "--set", override, "--out", out);
  }

  @Test
  void set_twoWrongSettings_areBothNamed() {
    Outcome both =
        refused("model.hidden", "run", addition, "--set", "model.hidden=0", "--set", "seed=x");
    assertThat(both.errors()).as(both::errors).contains("seed");
    assertEquals(2, both.errors().lines().count(), both::errors);
  }

  @Test
  void corpusPath_notGiven_isAskedFor() {
    refused("--set corpus.path=FILE", "run", text, "--out", out);
  }

  @Test
  void corpusPath_withoutText_isNamed() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path blank = Files.writeString(folder.resolve("blank.txt"), "");
    refusedText("no file matches", folder.resolve("none-*.txt"));
    refusedText("no text in " + empty, empty);
    refusedText("no text in " + blank, blank);
  }

  @Test
  void corpusPath_tooLittleText_saysHowMuchIsNeeded() throws IOException {
    refusedText("needs at least 9 tokens", Files.writeString(folder.resolve("ab.txt"), "ab"));
  }

  @Test
  void corpusPath_notUtf8_namesTheByte() throws IOException {
    byte[] latin = "caf\u00e9\n".repeat(500).getBytes(StandardCharsets.ISO_8859_1);
    refusedText("byte 0xE9 at offset 3", Files.write(folder.resolve("latin.txt"), latin));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "--nonsense"})
  void command_unknown_isNamed(String command) {
    refused(command, command);
  }

  @Test
  void retrain_dayThatIsNoneAndCorpusWithoutFiles_areNamed() {
    refused(
        "must be a day such as 2026-11-20, got 2026-13-40",
        "retrain",
        addition,
        "--date",
        "2026-13-40");
    refused("corpus.type must be one that is read from files", "retrain", addition, "--out", out);
  }

  @Test
  void out_inUseForSomethingElse_isLeftAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "mine");
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("notes.txt"), "mine");
    refused("is a file", "run", addition, "--out", file);
    refused("holds other files", "run", addition, "--out", full, "--overwrite");
    assertEquals("mine", Files.readString(full.resolve("notes.txt")));
  }

  @Test
  void folder_withoutRunOrModel_isNamed() {
    refused("no trained model", "decode", out);
    refused("no run is here", "evaluate", out);
    refused("no such shards folder", "train", addition, "--out", out);
  }

  @ParameterizedTest
  @CsvSource({
    "none, there is no such file or folder",
    "smal.conf, did you mean",
    "'', is a folder of runs; name one of them: broken",
    "broken/shards, must hold complete shards",
    "broken/shards/vocabulary.json, must be a JSON list",
    "broken/model, settings.json: must be there",
    "broken/checkpoints/epoch-00001, is no checkpoint: there is no parameters.bin",
    "broken, run.json: is broken",
    "broken/notes.txt, is none of the files of a run",
    "broken/report, is broken",
  })
  void describe_nothingOrBrokenThings_areNamed(String path, String named) throws IOException {
    Path broken = folder.resolve("broken");
    write(broken.resolve("run.json"), "{}");
    write(broken.resolve("notes.txt"), "mine");
    write(broken.resolve("shards/manifest.json"), "{}");
    write(broken.resolve("shards/vocabulary.json"), "[1, 2");
    write(broken.resolve("model/network.zip"), "PK");
    write(broken.resolve("checkpoints/epoch-00001/state.json"), "{}");
    write(broken.resolve("report/report.json"), "{");
    assertEquals(1, refused(named, "describe", folder.resolve(path)).errors().lines().count());
  }

  @Test
  void describe_wrongOptions_areNamed() {
    refused("--set and --vocabulary are for settings files", "describe", folder, "--set", "a=1");
    refused("--vocabulary must be at least 5", "describe", addition, "--vocabulary", "4");
    refused("model.hidden must be", "describe", addition, "--set", "model.hidden=0");
    refused("cannot be opened", "describe", "nosuch://host/run");
    refused("cannot be opened", "describe", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "empty",
        "notes.txt",
        "sharded",
        "prepared",
        "home",
        "blank",
        "torn",
        "nosuch://host/run",
        "EMPTY"
      })
  void command_onAWrongThing_isOneLine(String name) throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    write(folder.resolve("notes.txt"), "mine");
    write(folder.resolve("sharded/manifest.json"), "{}");
    write(folder.resolve("home/champion"), "2026-11-01\n");
    write(folder.resolve("blank/champion"), "\n");
    write(folder.resolve("torn/model/network.zip"), "PK");
    write(folder.resolve("torn/model/settings.json"), "{\"seed\": 1");
    write(folder.resolve("torn/report/counts.json"), "{\"metric\": 1");
    for (String run : List.of("prepared", "torn")) {
      Configuration hadoop = new Configuration();
      org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(folder.resolve(run).toUri());
      RunFolder.create(
              root.getFileSystem(hadoop),
              root,
              hadoop,
              SettingsLoader.load(addition, List.of()),
              "./unroll run")
          .reached(RunFolder.Status.PREPARED);
    }
    String thing = name.replaceFirst("^EMPTY$", "");
    if (!thing.isEmpty() && !thing.contains(":")) {
      thing = folder.resolve(name).toString();
    }
    for (List<String> command :
        List.of(
            List.of("evaluate", thing),
            List.of("decode", thing, "--prompt", "a"),
            List.of("compare", thing, thing),
            List.of("gates", thing, "--text", "a"))) {
      Outcome outcome = refused("", command.toArray());
      assertEquals(1, outcome.errors().lines().count(), command + ": " + outcome.errors());
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "local[x]", "local[0]", "spark:/host", "spark://host"})
  void master_noUrlOfSpark_isNamed(String master) {
    refused("got " + master, "run", addition, "--out", out, "--master", master);
  }

  @Test
  void workers_withoutABatch_areCountedAndFewerMayFollow() throws IOException {
    Object[] options = {addition, "--out", out, "--master", "local[2]"};
    Object[] run = with(new Object[] {"run"}, options);
    Outcome outcome = Commands.unroll(with(run, "--set", "training.workers=40")).expect(2);
    assertThat(outcome.errors()).as(outcome::errors).startsWith("unroll: training.workers: ");
    assertFalse(Files.exists(out.resolve("model")));
    Object[] train = with(new Object[] {"train"}, options);
    Commands.unroll(with(train, "--set", "training.epochs=1")).expect(0);
  }

  @Test
  void overwrite_withWrongInput_keepsTheRunThatIsThere() throws IOException {
    Files.createDirectory(out);
    Path run = Files.writeString(out.resolve("run.json"), "{\"status\": \"DONE\"}");
    Object[] wrong = {"--set", "corpus.path=none", "--overwrite", "--out", out};
    Outcome outcome = Commands.unroll(with(new Object[] {"run", text}, wrong)).expect(2);
    assertThat(outcome.errors()).as(outcome::errors).contains("no file matches none");
    assertEquals("{\"status\": \"DONE\"}", Files.readString(run));
    assertEquals(List.of("out", "small.conf", "text.conf"), Commands.names(folder));
  }

  private Outcome refusedText(String named, Path corpus) {
    return refused(named, "run", text, "--set", "corpus.path=" + corpus, "--out", out);
  }

  private Outcome refused(String named, Object... command) {
    try {
      List<String> before = Commands.names(folder);
      Outcome outcome = Commands.unroll(command).expect(2);
      assertThat(outcome.errors()).as(outcome::errors).contains(named);
      assertTrue(outcome.errors().lines().allMatch(l -> l.startsWith("unroll: ")), outcome::errors);
      assertThat(outcome.errors()).as(outcome::errors).doesNotContain("\tat ");
      assertThat(outcome.output()).as(outcome::output).doesNotContain("report");
      assertEquals(before, Commands.names(folder));
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object[] with(Object[] command, Object... more) {
    List<Object> all = new ArrayList<>(Arrays.asList(command));
    all.addAll(Arrays.asList(more));
    return all.toArray();
  }
}
