package io.unroll.files;

import com.fasterxml.jackson.core.JacksonException;
import io.unroll.config.InvalidInput;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** JSON files that this program wrote, and that may have been damaged since. */
public final class JsonFile {

  private JsonFile() {}

  /**
   * Reads a file.
   *
   * @param remedy what to do where it is missing or damaged
   * @throws InvalidInput if it is
   */
  public static <T> T read(FileSystem files, Path path, Class<T> type, String remedy)
      throws IOException {
    try {
      return parse(ExclusiveFile.read(files, path), path, type, remedy);
    } catch (ChecksumException e) {
      throw damaged(path, "its bytes have changed since it was written", remedy);
    } catch (FileNotFoundException e) {
      throw new InvalidInput("%s: must be there, but is not; %s".formatted(path, remedy));
    }
  }

  /**
   * Parses what was read of a file.
   *
   * @throws InvalidInput if it is damaged
   */
  static <T> T parse(byte[] json, Path path, Class<T> type, String remedy) throws IOException {
    try {
      T content = Json.PLAIN.readValue(json, type);
      if (content == null) {
        throw damaged(path, "it holds null", remedy);
      }
      return content;
    } catch (JacksonException e) {
      throw damaged(path, e.getOriginalMessage(), remedy);
    }
  }

  /** Returns the problem of a file that cannot be what it should be. */
  public static InvalidInput damaged(Path path, String why, String remedy) {
    String line = why.lines().findFirst().orElse("it cannot be read");
    return new InvalidInput("%s: is broken: %s; %s".formatted(path, line, remedy));
  }
}
