package io.unroll;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.unroll.corpus.storage.HadoopSettings;
import io.unroll.files.Hashes;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.NullMarked;

/** Rules of the packages: the order in which data flows through them. */
@AnalyzeClasses(packages = "io.unroll", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {

  /** Fewer classes than this, and the rules would hold of an import that went wrong. */
  private static final int FEWEST_CLASSES = 150;

  private static final String ROOT = "io.unroll";

  /** Each package may import only those that stand before it. */
  private static final List<String> PACKAGES =
      List.of(
          "config",
          "files",
          "corpus",
          "tokens",
          "shards",
          "layers",
          "network",
          "averaging",
          "training",
          "decoding",
          "answering",
          "evaluation",
          "report",
          "runs",
          "ml",
          "retraining",
          "describe",
          "jobs");

  private static final String[] WITHOUT_SPARK = {
    "io.unroll.config..",
    "io.unroll.files..",
    "io.unroll.layers..",
    "io.unroll.network..",
    "io.unroll.decoding..",
    "io.unroll.report.."
  };

  @ArchTest static final ArchRule packages_importOnlyThoseBefore = order();

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("io.unroll.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule spark_staysOutOfModelsAndReports =
      noClasses()
          .that()
          .resideInAnyPackage(WITHOUT_SPARK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "scala..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule output_isWrittenByJobsOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, "io.unroll.jobs..")
          .should()
          .accessField(System.class, "out")
          .because("a library does not own the terminal: return the text, or take a PrintStream");

  @ArchTest
  static final ArchRule logging_isNotJavaUtilLogging =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..")
          .because("Spark logs through slf4j");

  @ArchTest
  static final ArchRule hashes_areMadeInOnePlace =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Hashes.class)
          .should()
          .callMethod(MessageDigest.class, "getInstance", String.class)
          .because("every SHA-256 of the house is that of Hashes");

  @ArchTest
  static final ArchRule hadoopSettings_areMadeInOnePlace =
      noClasses()
          .that()
          .doNotBelongToAnyOf(HadoopSettings.class)
          .should()
          .callConstructor(Configuration.class)
          .because("new Configuration() knows nothing of spark.hadoop.*: HadoopSettings does");

  @ArchTest
  static void import_anyRun_findsTheWholeHouse(JavaClasses classes) {
    assertTrue(
        classes.size() >= FEWEST_CLASSES,
        () -> "at least " + FEWEST_CLASSES + " classes must be imported, found " + classes.size());
  }

  @ArchTest
  static void packages_allOfThem_haveAPlaceInTheOrder(JavaClasses classes) {
    Set<String> unknown =
        classes.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(ROOT))
            .map(name -> name.substring(ROOT.length() + 1).split("\\.", 2)[0])
            .filter(name -> !PACKAGES.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), unknown, "packages that PACKAGES does not name");
  }

  @ArchTest
  static void packages_allOfThem_areNullMarkedInPackageInfo(JavaClasses classes) {
    Set<String> unmarked =
        classes.stream()
            .map(JavaClass::getPackage)
            .filter(HouseRulesTest::isUnmarked)
            .map(JavaPackage::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), unmarked, "packages without a package-info.java that says @NullMarked");
  }

  private static boolean isUnmarked(JavaPackage each) {
    return each.tryGetPackageInfo()
        .filter(info -> info.isAnnotatedWith(NullMarked.class))
        .isEmpty();
  }

  private static ArchRule order() {
    LayeredArchitecture house =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    house = house.layer("root").definedBy(ROOT).whereLayer("root").mayNotBeAccessedByAnyLayer();
    for (String name : PACKAGES) {
      house = house.layer(name).definedBy(ROOT + "." + name + "..");
    }
    for (int at = 0; at < PACKAGES.size(); at++) {
      String[] before = PACKAGES.subList(0, at).toArray(String[]::new);
      house =
          before.length == 0
              ? house.whereLayer(PACKAGES.get(at)).mayNotAccessAnyLayer()
              : house.whereLayer(PACKAGES.get(at)).mayOnlyAccessLayers(before);
    }
    return house;
  }
}
