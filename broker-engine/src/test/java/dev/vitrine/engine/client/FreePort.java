package dev.vitrine.engine.client;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/** Ports for programs that can't be told to take any. */
final class FreePort {

    /** Below the range from which the system takes ports for outgoing connections: a port found free stays so. */
    private static final int FIRST = 24_100;
    private static final int TRIED = 1_000;

    private FreePort() {
    }

    /** A free port whose successor is free too. */
    static int withItsNext() {
        return row(2);
    }

    /** The first of so many free ports in a row. */
    static int row(int length) {
        for (int first = FIRST; first < FIRST + TRIED; first += length) {
            if (IntStream.range(first, first + length).allMatch(FreePort::isFree)) {
                return first;
            }
        }
        throw new IllegalStateException("no " + length + " free ports in a row from " + FIRST + " on");
    }

    private static boolean isFree(int port) {
        try (ServerSocket bound = new ServerSocket(port)) {
            return bound.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
