package io.unroll.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Option for a file of a benchmark's figures: {@code benchmark}, {@code machine} and {@code rows}.
 */
final class BenchmarkJson {
  @Option(names = "--json", paramLabel = "FILE", description = "also write the figures to FILE")
  private @Nullable Path file;

  /** Writes the figures, if a file is given. */
  void write(String benchmark, int threads, List<ObjectNode> rows) throws IOException {
    if (file == null) {
      return;
    }
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode().put("benchmark", benchmark);
    root.set("machine", Machine.describe(threads));
    root.putArray("rows").addAll(rows);
    Files.writeString(file, mapper.writeValueAsString(root) + "\n");
  }
}
