package io.unroll.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Check that the Java of README and docs/ compiles. A snippet is a method's body; it names its
 * imports itself, and may use the variables of {@link #AT_HAND}.
 */
final class JavaSnippetsTest {
  private static final String AT_HAND =
      """
      int inputSize,
      org.apache.spark.sql.Dataset<org.apache.spark.sql.Row> texts,
      org.apache.spark.sql.Dataset<org.apache.spark.sql.Row> others,
      org.apache.spark.api.java.JavaSparkContext spark,
      org.apache.spark.api.java.JavaRDD<org.nd4j.linalg.dataset.api.MultiDataSet> batches,
      ComputationGraph graph""";

  @TempDir Path classes;

  static Stream<String> snippets() throws IOException {
    return Document.all().flatMap(document -> document.blocks("java").stream());
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void snippet_ofADocument_compiles(String snippet) {
    assertEquals("", compile(snippet, classes), snippet);
  }

  @Test
  void snippet_thatNamesNoSuchMethod_isTold() {
    assertFalse(compile("texts.noSuchMethod();", classes).isEmpty());
  }

  /**
   * Compiles a snippet to {@code Snippet}; returns the compiler's errors, none where it compiles.
   */
  static String compile(String snippet, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath());
    boolean done =
        compiler.getTask(problems, null, null, options, null, List.of(new Source(snippet))).call();
    return done ? "" : problems.toString();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Class around a snippet. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String snippet) {
      super(URI.create("string:///Snippet.java"), Kind.SOURCE);
      text =
          "import org.deeplearning4j.nn.graph.ComputationGraph;\n"
              + lines(snippet, true)
              + "\nclass Snippet {\n  void run("
              + AT_HAND
              + ") throws Exception {\n"
              + lines(snippet, false)
              + "\n  }\n}\n";
    }

    private static String lines(String snippet, boolean imports) {
      return snippet
          .lines()
          .filter(line -> line.startsWith("import ") == imports)
          .collect(Collectors.joining("\n"));
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
