package io.unroll.retraining;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.config.InvalidInput;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second night away while one runs.
 *
 * <p>The owner renews its file every minute. One that was not renewed for {@link #STALE}, or whose
 * process on this machine is gone, belongs to a night that was killed: the next one takes it over.
 */
public final class HomeLock implements AutoCloseable {
  /** Age at which an owner that no one can ask is taken for dead. */
  public static final Duration STALE = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(HomeLock.class);
  private static final String NAME = "lock.json";
  private static final int ATTEMPTS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileSystem files;
  private final Configuration hadoop;
  private final Path path;
  private final Owner owner;
  private final ScheduledExecutorService renewal;

  /**
   * Who holds a lock.
   *
   * @param id of this hold, unlike any other
   * @param process its number on its host
   * @param processStarted when the process started, ISO 8601: numbers come again
   * @param since when it took the lock
   * @param renewed when it last said that it lives
   */
  record Owner(
      String id,
      String user,
      String host,
      long process,
      String processStarted,
      String night,
      String since,
      String renewed) {

    Owner renewedNow() {
      String now = Instant.now().toString();
      return new Owner(id, user, host, process, processStarted, night, since, now);
    }

    boolean isGone() {
      if (host.equals(hostName())) {
        return ProcessHandle.of(process)
            .filter(handle -> started(handle).equals(processStarted))
            .isEmpty();
      }
      return Duration.between(Instant.parse(renewed), Instant.now()).compareTo(STALE) > 0;
    }

    String inWords() {
      long minutes = Duration.between(Instant.parse(since), Instant.now()).toMinutes();
      return "%s on %s, process %d, night %s, for %d min"
          .formatted(user, host, process, night, minutes);
    }
  }

  private HomeLock(FileSystem files, Configuration hadoop, Path path, Owner owner) {
    this.files = files;
    this.hadoop = hadoop;
    this.path = path;
    this.owner = owner;
    this.renewal =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lock renewal");
              thread.setDaemon(true);
              return thread;
            });
    @SuppressWarnings("FutureReturnValueIgnored")
    Object ignored = renewal.scheduleAtFixedRate(this::renew, 1, 1, TimeUnit.MINUTES);
  }

  /**
   * Takes the lock of a home.
   *
   * @param night what for
   * @throws InvalidInput that names the owner, if someone else holds it
   */
  public static HomeLock take(Path home, Configuration hadoop, String night) throws IOException {
    FileSystem files = home.getFileSystem(hadoop);
    Path path = new Path(files.makeQualified(home), NAME);
    Owner mine = mine(night);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (ExclusiveFile.create(files, path, JSON.writeValueAsBytes(mine))) {
        return new HomeLock(files, hadoop, path, mine);
      }
      Optional<Owner> other = read(files, path);
      if (other.isPresent()) {
        if (!other.get().isGone()) {
          throw new InvalidInput(
              "%s: is held by %s; wait for it to end".formatted(path, other.get().inWords()));
        }
        LOG.warn("taking over the lock of a night that is gone: {}", other.get().inWords());
        setAside(files, path);
      }
    }
    throw new InvalidInput(path + ": must be free, but others are taking it; try again");
  }

  /** Of several that find the same dead owner, one moves its file. */
  private static void setAside(FileSystem files, Path path) throws IOException {
    Path aside = new Path(path.getParent(), "." + NAME + "." + UUID.randomUUID());
    if (files.rename(path, aside)) {
      files.delete(aside, false);
    }
  }

  private static Optional<Owner> read(FileSystem files, Path path) throws IOException {
    try {
      return Optional.of(JSON.readValue(ExclusiveFile.read(files, path), Owner.class));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (JacksonException e) {
      throw new InvalidInput(
          "%s: must name a lock's owner, but cannot be read (%s); delete it if no night runs"
              .formatted(path, e.getOriginalMessage()));
    }
  }

  private static Owner mine(String night) {
    String now = Instant.now().toString();
    ProcessHandle process = ProcessHandle.current();
    return new Owner(
        UUID.randomUUID().toString(),
        System.getProperty("user.name", "unknown"),
        hostName(),
        process.pid(),
        started(process),
        night,
        now,
        now);
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "localhost";
    }
  }

  private void renew() {
    try {
      if (isMine()) {
        ExclusiveFile.replace(files, hadoop, path, JSON.writeValueAsBytes(owner.renewedNow()));
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("the lock {} could not be renewed: {}", path, e.getMessage());
    }
  }

  private boolean isMine() throws IOException {
    return read(files, path).filter(found -> found.id.equals(owner.id)).isPresent();
  }

  /** Gives the lock back, unless someone else took it over. */
  @Override
  public void close() throws IOException {
    renewal.shutdownNow();
    if (isMine()) {
      files.delete(path, false);
    }
  }
}
