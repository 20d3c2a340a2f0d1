package dev.vitrine.app.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** One thread for all programs: what it costs them to wait and to be woken is next to nothing, as in a frugal client. */
final class Loop implements Runnable {

    private static final int SCRATCH = 1 << 20;

    private final Selector selector;
    private final Queue<Program> newcomers = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Sleeper> sleepers = new PriorityQueue<>(Comparator.comparingLong(Sleeper::untilNanos));
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH);
    private volatile boolean stopping;

    private record Sleeper(long untilNanos, Program program) {}

    Loop() throws IOException {
        selector = Selector.open();
        Thread.ofPlatform().daemon().name("load-loop").start(this);
    }

    /** From any thread. */
    void start(Program program) {
        newcomers.add(program);
        selector.wakeup();
    }

    void stop() {
        stopping = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                round();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void round() throws IOException {
        for (Program newcomer = newcomers.poll(); newcomer != null; newcomer = newcomers.poll()) {
            newcomer.wire().register(selector, newcomer);
            go(newcomer);
        }
        while (!sleepers.isEmpty() && sleepers.peek().untilNanos - System.nanoTime() <= 0) {
            go(sleepers.poll().program);
        }
        long left = sleepers.isEmpty() ? TimeUnit.SECONDS.toNanos(1) : sleepers.peek().untilNanos - System.nanoTime();
        if (left <= 0) {
            selector.selectNow(this::ready);
        } else {
            selector.select(this::ready, TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
    }

    private void ready(SelectionKey key) {
        Program program = (Program) key.attachment();
        try {
            if (program.wire().ready(scratch)) {
                go(program);
            }
        } catch (IOException | RuntimeException e) {
            end(program, e);
        }
    }

    private void go(Program program) {
        try {
            switch (program.next(System.nanoTime())) {
                case Question question -> program.wire().ask(question);
                case Program.Pause(long until) -> sleepers.add(new Sleeper(until, program));
            }
        } catch (IOException | RuntimeException e) {
            end(program, e);
        }
    }

    private void end(Program program, Exception why) {
        try {
            program.wire().close();
        } catch (IOException closing) {
            why.addSuppressed(closing);
        }
        if (!stopping) {
            System.err.println(program.name() + " came to an end: " + why);
        }
    }
}
