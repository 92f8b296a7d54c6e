package io.unroll.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Rule of Javadoc: a comment opens with a noun, or with a verb such as "Returns", and a type's
 * comment with a noun.
 */
final class JavadocOpeningsTest {
  private static final Pattern REFUSED =
      Pattern.compile(
          "(What|Whether|How|Where|Who|Whose|Why|When|The same|Those|As for|Likewise)\\b.*",
          Pattern.DOTALL);

  /** Verbs that comments of types used to open with; a type is a thing. */
  private static final Pattern REFUSED_OF_TYPES =
      Pattern.compile(
          "(Reads|Makes|Holds|Writes|Turns|Cuts|Puts|Gives|Measures|Finds|Trains|Says|Opens|Adds"
              + "|Refuses|Lays|Tells|Takes|Learns|Decides|Chooses|Sends|Runs|Receives|Moves|Looks"
              + "|Knows|Keeps|Judges|Joins|Generates|Collects|Compares|Creates|Copies|Continues"
              + "|Returns|Converts|Computes|Builds|Checks|Loads|Fills)\\b.*",
          Pattern.DOTALL);

  private static final String TYPE = "type ";

  /** Fewer openings than this, and the rule would hold of sources that were not read. */
  private static final int FEWEST = 2000;

  @Test
  void openings_ofTheSources_beginWithANounOrAVerb() throws IOException {
    List<String> openings = openings(Document.ROOT.resolve("src"));

    assertTrue(openings.size() >= FEWEST, () -> "found " + openings.size() + " openings only");
    assertEquals(
        "",
        String.join("\n", openings.stream().filter(JavadocOpeningsTest::isRefused).toList()),
        "say it plainly");
  }

  @Test
  void openings_thatBeginWithAQuestion_areRefused() {
    assertTrue(isRefused("A.java:1: What a model is judged by."));
    assertTrue(isRefused("A.java:1: The same for a table."));
    assertFalse(isRefused("A.java:1: Returns whether it is open."));
    assertFalse(isRefused("A.java:1: Whereabouts of a file."));
    assertFalse(isRefused("A.java:1: Reads a file."));
    assertTrue(isRefused(TYPE + "A.java:1: Reads a file."));
    assertFalse(isRefused(TYPE + "A.java:1: Reader of a file."));
  }

  private static boolean isRefused(String opening) {
    String text = opening.substring(opening.indexOf(": ") + 2);
    boolean isType = opening.startsWith(TYPE);
    return REFUSED.matcher(text).matches() || (isType && REFUSED_OF_TYPES.matcher(text).matches());
  }

  /** Returns the first line of each comment, after its file and line. */
  private static List<String> openings(Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
            compiler.getStandardFileManager(null, Locale.ROOT, null);
        Stream<Path> files = Files.walk(folder)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources));
      List<String> openings = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        new Comments(DocTrees.instance(task), unit, openings).scan(unit, null);
      }
      return openings;
    }
  }

  /** Reader of the comments of one file. */
  private static final class Comments extends TreePathScanner<Void, Void> {
    private final DocTrees trees;
    private final CompilationUnitTree unit;
    private final List<String> openings;

    Comments(DocTrees trees, CompilationUnitTree unit, List<String> openings) {
      this.trees = trees;
      this.unit = unit;
      this.openings = openings;
    }

    @Override
    public Void visitClass(ClassTree tree, Void none) {
      add(tree, TYPE);
      return super.visitClass(tree, none);
    }

    @Override
    public Void visitMethod(MethodTree tree, Void none) {
      add(tree, "");
      return super.visitMethod(tree, none);
    }

    @Override
    public Void visitVariable(VariableTree tree, Void none) {
      add(tree, "");
      return super.visitVariable(tree, none);
    }

    private void add(Tree tree, String kind) {
      String comment = trees.getDocComment(getCurrentPath());
      if (comment != null && !comment.isBlank() && !comment.strip().startsWith("@")) {
        long line =
            unit.getLineMap()
                .getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree));
        String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
        openings.add(
            kind + file + ":" + line + ": " + comment.strip().lines().findFirst().orElse(""));
      }
    }
  }
}
