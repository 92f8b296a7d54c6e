package io.unroll.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Probe of a standalone master: Spark itself would try for a minute and fill the terminal. */
public final class MasterReach {
  private static final String STANDALONE = "spark://";
  private static final int PATIENCE_MILLIS = 10_000;

  private MasterReach() {}

  /**
   * Looks whether any of the masters listens.
   *
   * @param master a Spark master; any but a standalone one is left to Spark
   * @throws UncheckedIOException if none does
   */
  public static void check(String master) {
    if (!master.startsWith(STANDALONE)) {
      return;
    }
    List<String> reasons = new ArrayList<>();
    for (String address : master.substring(STANDALONE.length()).split(",", -1)) {
      try {
        knock(address);
        return;
      } catch (IOException e) {
        reasons.add(e instanceof UnknownHostException ? "unknown host" : e.getMessage());
      }
    }
    throw new UncheckedIOException(
        new ConnectException("--master " + master + " (" + String.join(", ", reasons) + ")"));
  }

  private static void knock(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon);
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(address.substring(colon + 1));
      InetSocketAddress there = new InetSocketAddress(host, port);
      if (there.isUnresolved()) {
        throw new UnknownHostException(host);
      }
      socket.connect(there, PATIENCE_MILLIS);
    } catch (IllegalArgumentException e) {
      throw new IOException("no port: " + address, e);
    }
  }
}
