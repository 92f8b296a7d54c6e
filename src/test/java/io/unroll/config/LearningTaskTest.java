package io.unroll.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LearningTaskTest {

  static Class<?>[] modelTypes() {
    return ModelSettings.class.getPermittedSubclasses();
  }

  @ParameterizedTest
  @MethodSource("modelTypes")
  void modelType_eachOfThem_saysWhatItLearns(Class<?> type) {
    assertTrue(type.isAnnotationPresent(ModelSettings.Learns.class), type.getSimpleName());
  }

  @Test
  void task_eachOfThem_isLearnedByAModelType() {
    Set<LearningTask> learned =
        Arrays.stream(modelTypes()).map(ModelSettings::task).collect(Collectors.toSet());
    assertEquals(EnumSet.allOf(LearningTask.class), learned);
  }

  @ParameterizedTest
  @CsvSource({
    "auto, classifier or forecaster",
    "parquet, classifier or forecaster",
    "ts, classifier",
    "csv, forecaster",
  })
  void series_withAWrongModel_nameThoseThatFit(String format, String fitting) {
    assertEquals(
        "test:1: model.type must be %s for corpus.type = series, got language-model: its examples are series of numbers"
            .formatted(fitting),
        problem("type = series, path = none, format = " + format, "language-model"));
  }

  @Test
  void table_ofWordsToTexts_suitsNoModel() {
    assertEquals(
        "test:1: model.type must be none for corpus.type = table, got tagger: its examples are sequences and their labels",
        problem(
            "type = table, load = t, inputColumn = a, targetColumn = b, input = words, target = text",
            "tagger"));
  }

  private static String problem(String corpus, String model) {
    String settings =
        "name = t, corpus { %s }, tokens { unit = word }, model { type = %s }"
            .formatted(corpus, model);
    return assertThrows(InvalidInput.class, () -> SettingsLoader.parse(settings, "test", List.of()))
        .getMessage();
  }
}
