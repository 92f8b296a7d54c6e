package io.unroll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rule of one conditional expression a statement, and none in {@code +=} and its kind. */
class TernaryRulesTest {
  private static final List<Path> ROOTS =
      List.of(Path.of("src", "main", "java"), Path.of("src", "benchmark", "java"));

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  @Test
  void statements_ofMainAndBenchmarks_haveAtMostOneTernary() throws IOException {
    try (StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null)) {
      assertEquals(List.of(), broken(files.getJavaFileObjectsFromPaths(sources())));
    }
  }

  @Test
  void rule_statementsOfEveryKind_findsThoseThatBreakIt() throws IOException {
    JavaFileObject source =
        source(
            """
            class A {
              int one = a ? 1 : 2;
              int two = a ? b ? 1 : 2 : 3;
              int m() {
                sum += a ? 1 : 0;
                sum = a ? 1 : 0;
                if (a ? b : c) { sum = a ? 1 : 0; }
                f(() -> { return a ? 1 : 2; }, () -> { return a ? 1 : 2; });
                f(a ? 1 : 2,
                    () -> a ? 1 : 2);
                return switch (a) { case 1 -> b ? 1 : 2; default -> { yield b ? 1 : 2; } };
              }
            }
            """);

    assertEquals(List.of("A.java:3", "A.java:5", "A.java:9"), broken(List.of(source)));
  }

  private static JavaFileObject source(String text) {
    return new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  private static List<Path> sources() {
    return ROOTS.stream().flatMap(TernaryRulesTest::below).sorted().toList();
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parses sources, without resolving names, and returns the places that break the rule. */
  private static List<String> broken(Iterable<? extends JavaFileObject> sources)
      throws IOException {
    JavacTask task = (JavacTask) COMPILER.getTask(null, null, null, List.of(), null, sources);
    List<String> places = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      Ternaries found = new Ternaries(unit);
      found.scan(unit, Trees.instance(task).getSourcePositions());
      for (long start : found.broken) {
        Path file = Path.of(unit.getSourceFile().getName());
        places.add(file.getFileName() + ":" + unit.getLineMap().getLineNumber(start));
      }
    }
    return places;
  }

  /** Scanner that keeps the innermost statement, field or case at hand. */
  private static final class Ternaries extends TreeScanner<Void, SourcePositions> {
    private final SortedSet<Long> broken = new TreeSet<>();
    private final Deque<Tree> statements = new ArrayDeque<>();
    private final Set<Tree> withOne = new HashSet<>();
    private final CompilationUnitTree unit;

    Ternaries(CompilationUnitTree unit) {
      this.unit = unit;
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, SourcePositions positions) {
      boolean encloses = tree instanceof StatementTree || tree instanceof CaseTree;
      if (encloses) {
        statements.push(tree);
      }
      super.scan(tree, positions);
      if (encloses) {
        statements.pop();
      }
      return null;
    }

    @Override
    public @Nullable Void visitConditionalExpression(
        ConditionalExpressionTree tree, SourcePositions positions) {
      Tree statement = statements.element();
      boolean compound =
          statement instanceof ExpressionStatementTree expression
              && expression.getExpression() instanceof CompoundAssignmentTree;
      if (!withOne.add(statement) || compound) {
        broken.add(positions.getStartPosition(unit, statement));
      }
      return super.visitConditionalExpression(tree, positions);
    }
  }
}
