package io.unroll.shards;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.example.Split;
import io.unroll.files.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** Sizes and hashes of the files of a shards folder, taken on the executors. */
final class ShardFiles {
  private static final int BUFFER = 1 << 16;

  /** A file's hash, or why it cannot be read. */
  private record Hashed(String name, String sha256, List<String> problems)
      implements Serializable {}

  private ShardFiles() {}

  /** Returns the files of all splits, vocabularies and their like, as they are now. */
  static List<Manifest.ShardFile> of(JavaSparkContext spark, ShardFolder folder)
      throws IOException {
    Map<String, Long> bytes = list(folder);
    List<Manifest.ShardFile> files = new ArrayList<>();
    for (Hashed one : hash(spark, folder, List.copyOf(bytes.keySet()))) {
      if (!one.problems.isEmpty()) {
        throw new IOException(String.join(", ", one.problems));
      }
      files.add(new Manifest.ShardFile(one.name, bytes.getOrDefault(one.name, 0L), one.sha256));
    }
    return files;
  }

  /**
   * Compares the files with those the manifest lists.
   *
   * @throws InvalidInput that names every file that is missing, not listed, or has other bytes
   */
  static void verify(JavaSparkContext spark, ShardFolder folder, List<Manifest.ShardFile> listed)
      throws IOException {
    Map<String, Long> found = list(folder);
    Map<String, Manifest.ShardFile> expected = new TreeMap<>();
    listed.forEach(file -> expected.put(file.name(), file));
    List<String> problems = new ArrayList<>();
    found.keySet().stream()
        .filter(name -> !expected.containsKey(name))
        .forEach(name -> problems.add(folder.file(name) + ": is not in the manifest; remove it"));
    List<String> comparable = new ArrayList<>();
    for (Manifest.ShardFile file : listed) {
      Long bytes = found.get(file.name());
      if (bytes == null) {
        problems.add(folder.file(file.name()) + ": is missing; prepare the shards again");
      } else if (bytes != file.bytes()) {
        problems.add(
            "%s: must have %s bytes, has %s; prepare the shards again"
                .formatted(folder.file(file.name()), file.bytes(), bytes));
      } else {
        comparable.add(file.name());
      }
    }
    for (Hashed one : hash(spark, folder, comparable)) {
      problems.addAll(one.problems);
      Manifest.ShardFile file = expected.get(one.name);
      if (one.problems.isEmpty() && file != null && !one.sha256.equals(file.sha256())) {
        problems.add(
            "%s: its bytes have changed since it was written (SHA-256 %.12s, not %.12s); prepare the"
                    .formatted(folder.file(one.name), one.sha256, file.sha256())
                + " shards again");
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private static Map<String, Long> list(ShardFolder folder) throws IOException {
    Map<String, Long> bytes = new TreeMap<>();
    for (FileStatus status : folder.system().listStatus(folder.path())) {
      if (status.isFile() && ShardFolder.isSidecar(status.getPath().getName())) {
        bytes.put(status.getPath().getName(), status.getLen());
      }
    }
    for (Split split : Split.values()) {
      Path path = folder.split(split);
      if (folder.system().exists(path)) {
        for (FileStatus status : folder.system().listStatus(path)) {
          String name = status.getPath().getName();
          if (!name.startsWith(".") && !name.startsWith("_")) {
            bytes.put(path.getName() + "/" + name, status.getLen());
          }
        }
      }
    }
    return bytes;
  }

  private static List<Hashed> hash(JavaSparkContext spark, ShardFolder folder, List<String> names) {
    SerializableConfiguration configuration =
        new SerializableConfiguration(spark.hadoopConfiguration());
    String root = folder.path().toString();
    return spark
        .parallelize(names, Math.max(1, names.size()))
        .map(name -> hash(root, name, configuration.value()))
        .collect();
  }

  private static Hashed hash(String root, String name, Configuration hadoop) {
    Path path = new Path(root, name);
    MessageDigest sha = Hashes.digest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha.update(buffer, 0, read);
      }
      return new Hashed(name, Hashes.hex(sha.digest()), List.of());
    } catch (ChecksumException e) {
      // Hadoop's local file system keeps checksums of its own next to the file.
      String changed = ": its bytes have changed since it was written; prepare the shards again";
      return new Hashed(name, "", List.of(path + changed));
    } catch (IOException e) {
      return new Hashed(name, "", List.of(path + ": cannot be read: " + e.getMessage()));
    }
  }
}
