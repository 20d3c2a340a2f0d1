package dev.vitrine.engine.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/** Ports for programs that can't be told to take any. */
final class FreePort {

    /** Below the range from which the system takes ports for outgoing connections: a port found free stays so. */
    private static final int FIRST = 24_100;
    private static final int TRIED = 1_000;

    private FreePort() {
    }

    /** A free port whose successor is free too. */
    static int withItsNext() {
        for (int port = FIRST; ; port += 2) {
            try (ServerSocket one = new ServerSocket(port); ServerSocket next = new ServerSocket(port + 1)) {
                return Math.min(one.getLocalPort(), next.getLocalPort());
            } catch (IOException taken) {
                if (port > FIRST + TRIED) {
                    throw new UncheckedIOException(taken);
                }
            }
        }
    }
}
