package dev.vitrine.engine.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for programs that can't be told to take any. */
public final class FreePort {

    /** Below the range from which the system takes ports for outgoing connections: a port found free stays so. */
    private static final int FIRST = 12_000;
    private static final int PAIRS = 10_000;
    private static final int TRIES = 1_000;

    private FreePort() {
    }

    /** A free port whose successor is free too. Somewhere at random: tests in other JVMs look for one at the same time. */
    public static int withItsNext() {
        for (int tried = 1; ; tried++) {
            int port = FIRST + 2 * ThreadLocalRandom.current().nextInt(PAIRS);
            try (ServerSocket one = new ServerSocket(port); ServerSocket next = new ServerSocket(port + 1)) {
                return Math.min(one.getLocalPort(), next.getLocalPort());
            } catch (IOException taken) {
                if (tried == TRIES) {
                    throw new UncheckedIOException(taken);
                }
            }
        }
    }
}
