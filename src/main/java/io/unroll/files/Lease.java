package io.unroll.files;

import io.unroll.config.InvalidInput;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that one process at a time works in: {@code lock.json} in it names the owner.
 *
 * <p>The owner renews the file. One whose process on this machine is gone, or that was not renewed
 * for {@link #STALE}, belongs to a process that was killed: the next one takes it over. An owner
 * that slept through that finds out before it publishes anything (decision 0024).
 */
public final class Lease implements Fence, AutoCloseable {
  /** The name of the file in the folder. */
  public static final String FILE = "lock.json";

  /** Age at which an owner that no one can ask is taken for dead. */
  public static final Duration STALE = Duration.ofMinutes(3);

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
  private static final long RENEWAL_SECONDS = 20;
  private static final int ATTEMPTS = 3;

  /** After Spark has stopped and a checkpoint is saved, before Hadoop closes its file systems. */
  private static final int BEFORE_FILE_SYSTEMS = 20;

  private final FileSystem files;
  private final Configuration hadoop;
  private final Path path;
  private final LeaseOwner owner;
  private final ScheduledExecutorService renewal;
  private final Runnable hook = this::giveBack;
  private volatile boolean closed;

  private Lease(FileSystem files, Configuration hadoop, Path path, LeaseOwner owner) {
    this.files = files;
    this.hadoop = hadoop;
    this.path = path;
    this.owner = owner;
    this.renewal =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease renewal");
              thread.setDaemon(true);
              return thread;
            });
    @SuppressWarnings("FutureReturnValueIgnored")
    Object ignored =
        renewal.scheduleAtFixedRate(
            this::renew, RENEWAL_SECONDS, RENEWAL_SECONDS, TimeUnit.SECONDS);
    ShutdownHookManager.get().addShutdownHook(hook, BEFORE_FILE_SYSTEMS);
  }

  /**
   * Takes the lease of a folder, which is made if it is not there.
   *
   * @param work what for
   * @throws InvalidInput that names the owner, if someone else holds it
   */
  public static Lease take(Path folder, Configuration hadoop, String work) throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    Path path = new Path(files.makeQualified(folder), FILE);
    LeaseOwner mine = LeaseOwner.me(work);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (ExclusiveFile.create(files, path, Json.PLAIN.writeValueAsBytes(mine))) {
        return new Lease(files, hadoop, path, mine);
      }
      Optional<LeaseOwner> other = read(files, path);
      if (other.isPresent()) {
        if (!isGone(files, path, other.get())) {
          throw new InvalidInput(
              "%s: is held by %s; wait for it to end, or stop it"
                  .formatted(path, other.get().inWords()));
        }
        LOG.info("taking over the lease of a process that is gone: {}", other.get().inWords());
        setAside(files, path, other.get());
      }
    }
    throw new InvalidInput(path + ": must be free, but others are taking it; try again");
  }

  /** Returns whether a file is one that this class writes, or has not finished. */
  public static boolean isOwn(String name) {
    return name.equals(FILE) || ExclusiveFile.isUnfinished(name, FILE);
  }

  private static boolean isGone(FileSystem files, Path path, LeaseOwner owner) throws IOException {
    return owner.isHere() ? !owner.isAlive() : age(files, path).compareTo(STALE) > 0;
  }

  /** Since a file was written, by the clock of its file system. */
  private static Duration age(FileSystem files, Path path) throws IOException {
    Path probe = ExclusiveFile.beside(path, UUID.randomUUID().toString());
    files.create(probe, false).close();
    try {
      return Duration.ofMillis(
          files.getFileStatus(probe).getModificationTime()
              - files.getFileStatus(path).getModificationTime());
    } catch (FileNotFoundException e) {
      return Duration.ZERO;
    } finally {
      files.delete(probe, false);
    }
  }

  /** Of several that find the same dead owner, one moves its file; one who comes late undoes it. */
  static void setAside(FileSystem files, Path path, LeaseOwner dead) throws IOException {
    Path aside = ExclusiveFile.beside(path, UUID.randomUUID().toString());
    try {
      if (!files.rename(path, aside)) {
        return;
      }
    } catch (FileNotFoundException e) {
      return;
    }
    byte[] moved = ExclusiveFile.read(files, aside);
    if (!owner(path, moved).id().equals(dead.id())) {
      @SuppressWarnings("unused") // Who was quicker is asked for in the next attempt.
      boolean back = ExclusiveFile.create(files, path, moved);
    }
    files.delete(aside, false);
  }

  private static Optional<LeaseOwner> read(FileSystem files, Path path) throws IOException {
    try {
      return Optional.of(owner(path, ExclusiveFile.read(files, path)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private static LeaseOwner owner(Path path, byte[] json) throws IOException {
    return JsonFile.parse(json, path, LeaseOwner.class, "delete it if nothing works there");
  }

  /**
   * Makes sure that the lease is still this process's own.
   *
   * @throws LeaseLost if it is another's
   */
  @Override
  public synchronized void check() throws IOException {
    Optional<LeaseOwner> holder = closed ? Optional.empty() : read(files, path);
    boolean mine = holder.filter(found -> found.id().equals(owner.id())).isPresent();
    if (mine
        || (!closed
            && holder.isEmpty()
            && ExclusiveFile.create(
                files, path, Json.PLAIN.writeValueAsBytes(owner.renewedNow())))) {
      return;
    }
    throw new LeaseLost(
        "%s: must be held by this process to write there, but %s; nothing more was written"
            .formatted(
                path,
                holder
                    .map(other -> "is held by " + other.inWords())
                    .orElse(closed ? "was given back" : "others are taking it")));
  }

  /** Returns whether this process still has it. */
  public synchronized boolean isHeld() throws IOException {
    return !closed && isMine();
  }

  private synchronized void renew() {
    try {
      if (!closed && isMine()) {
        ExclusiveFile.replace(
            files, hadoop, path, Json.PLAIN.writeValueAsBytes(owner.renewedNow()));
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("the lease {} could not be renewed: {}", path, e.getMessage());
    }
  }

  private boolean isMine() throws IOException {
    return read(files, path).filter(found -> found.id().equals(owner.id())).isPresent();
  }

  private synchronized void giveBack() {
    if (closed) {
      return;
    }
    closed = true;
    renewal.shutdownNow();
    try {
      if (isMine()) {
        files.delete(path, false);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("the lease {} could not be given back: {}", path, e.getMessage());
    }
  }

  /** Gives the lease back, unless someone else took it over. */
  @Override
  public void close() {
    giveBack();
    ShutdownHookManager hooks = ShutdownHookManager.get();
    if (!hooks.isShutdownInProgress()) {
      hooks.removeShutdownHook(hook);
    }
  }
}
