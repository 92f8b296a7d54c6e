package io.unroll;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.unroll.config.CorpusSettings;
import io.unroll.config.ModelSettings;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rule that keeps what is known of a model type or a corpus type to the places that are its own.
 */
@AnalyzeClasses(packages = "io.unroll", importOptions = ImportOption.DoNotIncludeTests.class)
final class ModelTypesTest {

  @ArchTest
  static final ArchRule modelTypes_areAskedForNowhere =
      noClasses()
          .should(askForTypesOf(ModelSettings.class))
          .because(
              "a model type is its settings, its blueprint in Blueprints and the AnswerKind of its"
                  + " LearningTask: ask for model.task(), or give the records a method");

  @ArchTest
  static final ArchRule corpusTypes_areAskedForWhereTheyAreOpened =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.unroll.corpus..")
          .should(askForTypesOf(CorpusSettings.class))
          .because(
              "a corpus type is its settings and what Corpora opens: ask for corpus.contents(), or"
                  + " give the records a method");

  private static ArchCondition<JavaClass> askForTypesOf(Class<?> settings) {
    Set<String> types =
        Arrays.stream(settings.getPermittedSubclasses())
            .map(Class::getName)
            .collect(Collectors.toSet());
    return new ArchCondition<>("ask for the types of " + settings.getSimpleName()) {
      @Override
      public void check(JavaClass each, ConditionEvents events) {
        for (JavaCodeUnit unit : each.getCodeUnits()) {
          for (InstanceofCheck asked : unit.getInstanceofChecks()) {
            boolean asksForType = types.contains(asked.getRawType().getName());
            String what = unit.getFullName() + " asks for " + asked.getRawType().getName();
            events.add(new SimpleConditionEvent(asked, asksForType, what));
          }
        }
      }
    };
  }
}
