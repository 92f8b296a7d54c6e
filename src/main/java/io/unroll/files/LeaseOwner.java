package io.unroll.files;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Holder of a lease.
 *
 * @param id of this hold, unlike any other
 * @param machine the kernel and process namespace that {@code process} is a number of; empty where
 *     that is not known
 * @param process its number there
 * @param processStarted when the process started: numbers come again
 * @param work what for
 * @param since when it took the lease
 * @param renewed when it last said that it lives, by its own clock
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LeaseOwner(
    String id,
    String user,
    String host,
    String machine,
    long process,
    String processStarted,
    @JsonAlias("night") String work,
    String since,
    String renewed) {

  /** Owners that an older version wrote say no machine; no other text may be missing. */
  LeaseOwner {
    if (id == null || user == null || host == null || processStarted == null || since == null) {
      throw new IllegalArgumentException("it must say id, user, host, processStarted and since");
    }
    Instant.parse(since);
    machine = Objects.requireNonNullElse(machine, "");
    work = Objects.requireNonNullElse(work, "");
  }

  /** This process. */
  static LeaseOwner me(String work) {
    String now = Instant.now().toString();
    long process = ProcessHandle.current().pid();
    return new LeaseOwner(
        UUID.randomUUID().toString(),
        System.getProperty("user.name", "unknown"),
        hostName(),
        Machine.name(),
        process,
        Machine.started(process),
        work,
        now,
        now);
  }

  LeaseOwner renewedNow() {
    String now = Instant.now().toString();
    return new LeaseOwner(id, user, host, machine, process, processStarted, work, since, now);
  }

  /** Returns whether this machine can tell if the owner lives. */
  boolean isHere() {
    boolean known = !machine.isEmpty() && machine.equals(Machine.name());
    // What other users run may be hidden.
    return known && user.equals(System.getProperty("user.name", "unknown"));
  }

  /** Returns whether the owner's process is there; only where {@link #isHere}. */
  boolean isAlive() {
    return !processStarted.isEmpty() && Machine.started(process).equals(processStarted);
  }

  String inWords() {
    return "%s on %s, process %s, %s, for %s min".formatted(user, host, process, work, minutes());
  }

  private long minutes() {
    return Duration.between(Instant.parse(since), Instant.now()).toMinutes();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "localhost";
    }
  }
}
