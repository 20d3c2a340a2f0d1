package dev.vitrine.app.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A time in which the toolkit's thread answered nobody.
 *
 * @param during  what the person was doing
 * @param millis  how long, on the wall
 * @param cpu     milliseconds of processor time that the toolkit's thread itself spent meanwhile: a busy machine doesn't count
 * @param samples its stack, looked at now and then
 */
public record Stall(String during, double millis, double cpu, List<Sample> samples) {

    /** One look at the toolkit's thread. */
    public record Sample(Thread.State state, StackTraceElement[] stack) {

        boolean waits() {
            return state != Thread.State.RUNNABLE;
        }

        /** The call that the toolkit made: the deepest frame of our own, or else of the toolkit's that says most. */
        String frame() {
            return Arrays.stream(stack).filter(frame -> frame.getClassName().startsWith("dev.vitrine.app.") && !frame.getClassName().contains(".bench.")).findFirst()
                    .or(() -> Arrays.stream(stack).filter(frame -> frame.getClassName().startsWith("javafx.scene.") || frame.getClassName().contains("Toolkit")).findFirst())
                    .map(StackTraceElement::toString).orElse("?");
        }
    }

    /** What it was, in one line: the frame seen most often, and where the thread was within it. */
    public String what() {
        return most(Sample::frame) + "   within it " + most(sample -> sample.stack().length == 0 ? "?" : sample.stack()[0].toString());
    }

    private String most(Function<Sample, String> of) {
        return samples.stream().collect(Collectors.groupingBy(of, Collectors.counting())).entrySet().stream()
                .max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("not seen");
    }

    /** The stack that was seen in the middle of it. */
    public String stack() {
        return samples.isEmpty() ? "" : Arrays.stream(samples.get(samples.size() / 2).stack()).map(frame -> "\n        at " + frame).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %.0f ms (%.0f ms of processor time) %s", during, millis, cpu, what());
    }
}
