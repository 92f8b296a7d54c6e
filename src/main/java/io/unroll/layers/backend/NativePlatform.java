package io.unroll.layers.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of ND4J's binaries this processor can run.
 *
 * <p>Left alone, JavaCPP loads the widest one it has a jar for, and the first instruction that the
 * processor lacks ends the process.
 */
public final class NativePlatform {
  private static final String PROPERTY = "org.bytedeco.javacpp.platform.extension";
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final List<String> AVX512 =
      List.of("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl");
  private static final List<String> AVX2 = List.of("avx2", "fma");

  private NativePlatform() {}

  /** Chooses the binary, unless the launcher has; has no effect once ND4J has started. */
  public static void select() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, extension(processorFlags()));
    }
  }

  /** Returns the chosen binary, such as {@code linux-x86_64-avx2}. */
  public static String selected() {
    return "linux-x86_64" + System.getProperty(PROPERTY, "");
  }

  static String extension(Set<String> flags) {
    if (flags.containsAll(AVX512)) {
      return "-avx512";
    }
    return flags.containsAll(AVX2) ? "-avx2" : "";
  }

  private static Set<String> processorFlags() {
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .limit(1)
          .flatMap(line -> Arrays.stream(line.substring(line.indexOf(':') + 1).split(" ", -1)))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of();
    }
  }
}
