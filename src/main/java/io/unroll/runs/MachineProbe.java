package io.unroll.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.versioncheck.VersionCheck;

/** Probe of the machine the program runs on. */
final class MachineProbe {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private MachineProbe() {}

  /** Returns the model name of the processor, as the system gives it. */
  static String processor() {
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  static String operatingSystem() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch");
  }

  static String dl4jVersion() {
    return VersionCheck.getVersionInfos().stream()
        .filter(info -> info.getArtifactId().equals("nd4j-api"))
        .map(info -> info.getBuildVersion())
        .findFirst()
        .orElseGet(() -> String.valueOf(Nd4j.class.getPackage().getImplementationVersion()));
  }
}
