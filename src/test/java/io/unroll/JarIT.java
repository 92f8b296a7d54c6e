package io.unroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content of the jar for spark-submit, and what it must leave to the cluster. */
final class JarIT {

  private static final Path JAR = Path.of(System.getProperty("unroll.jar"));
  private static final Path SPARK_JARS = Path.of(System.getProperty("spark.home"), "jars");

  /** dl4j-spark's own class, in Spark's package to reach what Spark hides. */
  private static final String DL4J_UNDER_SPARKS_NAME = "org/apache/spark/TaskContextHelper";

  private static final Set<String> ENTRIES = new HashSet<>();

  @BeforeAll
  static void list() throws IOException {
    ENTRIES.addAll(entries(JAR));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com/fasterxml/jackson/",
        "com/google/common/",
        "io/netty/",
        "scala/",
        "org/apache/spark/",
        "org/apache/hadoop/",
        "org/apache/logging/",
        "org/slf4j/",
        "com/esotericsoftware/"
      })
  void jar_clustersOwnPackage_isLeftOut(String folder) {
    List<String> found =
        ENTRIES.stream()
            .filter(name -> name.startsWith(folder) && isClass(name))
            .filter(name -> !name.startsWith(DL4J_UNDER_SPARKS_NAME))
            .limit(5)
            .toList();
    assertEquals(List.of(), found);
  }

  @Test
  void jar_anyClass_isNotInSparkToo() throws IOException {
    Set<String> twice = new HashSet<>();
    try (Stream<Path> jars = Files.list(SPARK_JARS)) {
      for (Path jar : jars.toList()) {
        for (String name : entries(jar)) {
          if (isClass(name) && !name.startsWith("META-INF/") && ENTRIES.contains(name)) {
            twice.add(name);
          }
        }
      }
    }
    assertEquals(Set.of(), twice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-x86_64", "linux-x86_64-avx2", "linux-x86_64-avx512"})
  void jar_eachProcessor_hasItsNd4jLibrary(String platform) {
    String folder = "org/nd4j/linalg/cpu/nativecpu/bindings/" + platform + "/";
    assertThat(ENTRIES).as(folder).contains(folder + "libnd4jcpu.so");
    assertThat(ENTRIES).as(folder).contains(folder + "libjnind4jcpu.so");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/bytedeco/javacpp/linux-x86_64/libjnijavacpp.so",
        "org/bytedeco/openblas/linux-x86_64/libopenblas.so.0",
        "org/bytedeco/dnnl/linux-x86_64/libdnnl.so.2",
        "org/bytedeco/dnnl/linux-x86_64/libjnidnnl.so",
        "org/bytedeco/opencl/linux-x86_64/libjniOpenCL.so"
      })
  void jar_eachKernelLibrary_isPresent(String name) {
    assertThat(ENTRIES).as(name).contains(name);
  }

  @Test
  void jar_services_nameNd4jsBackendAndOurMain() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      ZipEntry backend = jar.getEntry("META-INF/services/org.nd4j.linalg.factory.Nd4jBackend");
      String named = new String(jar.getInputStream(backend).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(named).contains("org.nd4j.linalg.cpu.nativecpu.CpuBackend");
      assertEquals(
          "io.unroll.Unroll", jar.getManifest().getMainAttributes().getValue("Main-Class"));
    }
  }

  @Test
  void jar_signatures_areStripped() {
    assertTrue(ENTRIES.stream().noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)")));
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.endsWith("module-info.class");
  }

  private static List<String> entries(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }
}
