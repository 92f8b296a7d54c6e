package io.unroll.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.unroll.corpus.EmbeddedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java of README, run on less data. */
final class RunSnippetIT {
  @TempDir Path folder;

  @Test
  void runSnippet_ofReadme_trainsAndAnswers() throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("small.conf"),
            """
            name = small
            corpus { type = addition, digits = 1, examples = 400 }
            model { type = encoder-decoder, hidden = 8 }
            training { workers = 2 }
            """);
    String snippet =
        Document.all()
            .flatMap(document -> document.blocks("java").stream())
            .filter(block -> block.contains("Run.open("))
            .findFirst()
            .orElseThrow()
            .replace("conf/addition.conf", settings.toString())
            .replace("training.epochs=12", "training.epochs=1")
            .replace("runs/from-java", folder.resolve("run").toString())
            .replace("123+345=", "1+2=");
    assertThat(JavaSnippetsTest.compile(snippet, folder)).isEmpty();

    String[] printed = EmbeddedSpark.with(2, session -> printed()).split("\\R", -1);

    assertThat(Double.parseDouble(printed[0])).isBetween(0.0, 1.0);
    assertThat(printed).hasSize(3);
    assertThat(folder.resolve("run/report/report.html")).exists();
  }

  private String printed() {
    PrintStream terminal = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> snippet = loader.loadClass("Snippet");
      var constructor = snippet.getDeclaredConstructor();
      constructor.setAccessible(true);
      Method run =
          Arrays.stream(snippet.getDeclaredMethods())
              .filter(method -> method.getName().equals("run"))
              .findFirst()
              .orElseThrow();
      run.setAccessible(true);
      run.invoke(constructor.newInstance(), 0, null, null, null, null, null);
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } finally {
      System.setOut(terminal);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
