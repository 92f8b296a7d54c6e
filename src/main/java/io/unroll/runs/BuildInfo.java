package io.unroll.runs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** Name and version of this program, written into the jar by the build. */
public final class BuildInfo {
  private static final String RESOURCE = "/io/unroll/build.properties";

  private BuildInfo() {}

  /** Returns the release. */
  public static String version() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  /** Returns the commit the launcher found the sources at. */
  public static Optional<String> commit() {
    return Optional.ofNullable(System.getProperty("unroll.commit")).filter(c -> !c.isBlank());
  }
}
