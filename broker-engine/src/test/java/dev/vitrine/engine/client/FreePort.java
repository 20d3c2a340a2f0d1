package dev.vitrine.engine.client;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports for programs that can't be told to take any. */
public final class FreePort {

    /** Below the range from which the system takes ports for outgoing connections: a port found free stays so. */
    private static final int FIRST = 12_000;
    private static final int PORTS = 20_000;
    private static final int TRIES = 1_000;

    private FreePort() {
    }

    /** A free port whose successor is free too. */
    public static int withItsNext() {
        return row(2);
    }

    /** The first of so many free ports in a row. Somewhere at random: tests in other JVMs look for some at the same time. */
    static int row(int length) {
        for (int tried = 0; tried < TRIES; tried++) {
            int first = FIRST + ThreadLocalRandom.current().nextInt(PORTS / length) * length;
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
