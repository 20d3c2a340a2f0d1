package dev.vitrine.engine.client.history;

import java.util.concurrent.atomic.AtomicReference;

/** A client that works on a thread of its own until it is told that it is enough. */
abstract class Program {

    private final Thread thread;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean enough;

    Program(String name) {
        this.thread = new Thread(this::run, name);
    }

    /** Ends when it is enough. */
    abstract void work() throws Exception;

    private void run() {
        try {
            work();
        } catch (Throwable unforeseen) {
            failure.set(unforeseen);
        }
    }

    final boolean goesOn() {
        return !enough;
    }

    final void start() {
        thread.start();
    }

    final void finish() throws InterruptedException {
        enough = true;
        thread.join();
        if (failure.get() != null) {
            throw new AssertionError(thread.getName() + " ended early", failure.get());
        }
    }
}
