import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Joiner of the shaded jar and the jars of native libraries: {@code MergeNatives SHADED PATHS
 * OUTPUT}.
 *
 * <p>PATHS is a file that holds a class path. Entries are copied as they are, compressed: shading
 * the libraries would inflate and deflate a gigabyte at every build, a minute against two seconds.
 * OUTPUT appears whole or not at all.
 */
final class MergeNatives {

  private MergeNatives() {}

  public static void main(String[] args) throws IOException {
    Path output = Path.of(args[2]);
    List<Path> natives = new ArrayList<>();
    for (String path : Files.readString(Path.of(args[1])).strip().split(":")) {
      natives.add(Path.of(path));
    }
    Path unfinished = output.resolveSibling(output.getFileName() + ".part");
    try (ZipArchiveOutputStream jar =
        new ZipArchiveOutputStream(
            new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 20))) {
      jar.setUseZip64(Zip64Mode.AsNeeded);
      Set<String> written = new HashSet<>();
      copy(Path.of(args[0]), jar, written);
      for (Path path : natives) {
        copy(path, jar, written);
      }
    }
    Files.move(unfinished, output, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void copy(Path from, ZipArchiveOutputStream jar, Set<String> written)
      throws IOException {
    boolean shaded = written.isEmpty();
    try (ZipFile entries = new ZipFile(from)) {
      for (var all = entries.getEntriesInPhysicalOrder(); all.hasMoreElements(); ) {
        ZipArchiveEntry entry = all.nextElement();
        if ((shaded || isLibrary(entry)) && written.add(entry.getName())) {
          jar.addRawArchiveEntry(entry, entries.getRawInputStream(entry));
        }
      }
    }
  }

  /** Leaves out manifests, C headers and build files, which only compilers read. */
  private static boolean isLibrary(ZipArchiveEntry entry) {
    String name = entry.getName();
    return !entry.isDirectory() && !name.startsWith("META-INF/") && name.contains(".so");
  }
}
