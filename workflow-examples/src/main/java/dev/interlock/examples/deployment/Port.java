package dev.interlock.examples.deployment;

import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** The port of this machine at which a site is to be served. */
final class Port {
  private static final int PATIENCE_MILLIS = 2_000;

  private Port() {}

  /**
   * Refuses a port at which something answers: it would be taken for the site.
   *
   * @throws FailureException if something does, or it cannot be told
   */
  static void requireFree(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      throw taken("something else is served at port " + port + " of this machine");
    } catch (ConnectException e) { // nobody is there, as it should be
    } catch (IOException e) {
      throw taken("it cannot be told whether port " + port + " of this machine is free");
    }
  }

  private static FailureException taken(String message) {
    return new FailureException(Failure.Kind.CONFIGURATION, message)
        .toCheck("what is served there")
        .toRecover("end that, then resume the run, or start another one with another port");
  }
}
