package io.unroll.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverrideParserTest {
  private static Object parse(String override) {
    Problems problems = new Problems();
    Object value =
        OverrideParser.parse(override, problems).orElseThrow().getValue("corpus.path").unwrapped();
    problems.throwIfAny();
    return value;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data/a.txt",
        "hdfs://host:8020/data//a.txt",
        "C:\\texts\\a.txt",
        "~/texts/a.txt",
        "data/{a,b}/part-*.gz",
        "{a,b}.txt",
        "data/[0-9].txt",
        "a, b = c",
        "a#1",
        "12//3",
        "two words",
        "$HOME",
        "007",
        ""
      })
  void parse_textThatIsNoHocon_isTakenAsItStands(String text) {
    Object value = parse("corpus.path=" + text);

    assertEquals(text, String.valueOf(value).equals("7") ? "007" : value);
  }

  @Test
  void parse_numbersTruthQuotesAndLists_areHocon() {
    assertEquals(5, parse("corpus.path=5"));
    assertEquals(0.5, parse("corpus.path = 0.5"));
    assertEquals(true, parse("corpus.path=true"));
    assertEquals("a # b", parse("corpus.path=\"a # b\""));
    assertEquals(List.of(1, 2), parse("corpus.path=[1, 2]"));
  }

  @Test
  void load_overrideWithSubstitution_resolvesIt() {
    String text = "name = x, corpus.type = copy, model.type = encoder-decoder";

    Settings settings =
        SettingsLoader.parse(
            text, "x.conf", List.of("name=size-${shards.batchSize}", "shards.batchSize=48"));

    assertEquals("size-48", settings.name());
  }

  @Test
  void load_textPathOfOtherDigits_isText() {
    String text = "name = x, corpus.type = text, model.type = language-model";

    Settings settings = SettingsLoader.parse(text, "x.conf", List.of("corpus.path=\u0660"));

    CorpusSettings.Text corpus = (CorpusSettings.Text) settings.corpus();
    assertEquals(Optional.of("\u0660"), corpus.paths().path());
  }

  @Test
  void load_textPathOfDigits_keepsItsZeros() {
    String text = "name = x, corpus.type = text, model.type = language-model";

    Settings settings = SettingsLoader.parse(text, "x.conf", List.of("corpus.path=007"));

    CorpusSettings.Text corpus = (CorpusSettings.Text) settings.corpus();
    assertEquals(Optional.of("007"), corpus.paths().path());
  }
}
