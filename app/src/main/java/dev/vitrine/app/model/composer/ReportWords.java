package dev.vitrine.app.model.composer;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.composer.SendReport.Placed;
import dev.vitrine.app.model.composer.SendReport.State;
import dev.vitrine.app.model.words.Times;
import java.util.Map;

/** What a report says to a person, and what the program itself would have got to know. */
public final class ReportWords {

    private ReportWords() {}

    /** The outcome in a line. */
    public static String title(SendReport report) {
        return switch (report.state()) {
            case CONNECTING -> "Connecting…";
            case SENDING -> "Sending · " + Figures.exact(report.handed()) + " of " + Figures.exact(report.asked());
            case AWAITING -> "All handed over · " + Figures.exact(report.acknowledged()) + " of " + Figures.exact(report.asked()) + " answered";
            case CANCELLED -> "Cancelled · " + Figures.count(report.acknowledged(), "record") + " had arrived";
            case FAILED -> "Nothing was sent";
            case DONE -> done(report);
        };
    }

    private static String done(SendReport report) {
        int failed = report.failed();
        if (failed == 0) {
            return report.asked() == 1 ? "Arrived" : Figures.count(report.acknowledged(), "record") + " arrived";
        }
        int never = report.asked() - report.handed();
        return report.acknowledged() == 0 && failed == 1 && report.asked() == 1 ? "Refused"
                : Figures.exact(failed) + " failed, " + Figures.exact(report.acknowledged()) + " arrived" + (never > 0 ? ", " + Figures.exact(never) + " not sent" : "");
    }

    /** Where the records of a partition lie. */
    public static String place(Placed placed) {
        if (placed.last() < 0) {
            return placed.count() == 1 ? "offset unknown: with acks 0 the broker doesn’t answer"
                    : Figures.count(placed.count(), "record") + ", offsets unknown: with acks 0 the broker doesn’t answer";
        }
        return placed.count() == 1 ? "offset " + Figures.exact(placed.last())
                : Figures.count(placed.count(), "record") + ", offsets " + Figures.exact(placed.first()) + " – " + Figures.exact(placed.last());
    }

    /** How long answers took. */
    public static String latency(SendReport report) {
        SendReport.Latency l = report.latency();
        return l.count() == 0 ? "no answer" : l.count() == 1 ? Times.span(l.p50())
                : "half within " + Times.span(l.p50()) + ", 99 % within " + Times.span(l.p99()) + ", the slowest " + Times.span(l.max());
    }

    /** Records a second, over the whole sending. */
    public static String throughput(SendReport report) {
        return report.nanos() <= 0 ? "" : Figures.rate(report.acknowledged() * 1e9 / report.nanos()) + " over " + Times.span(report.nanos());
    }

    /** What the calls to send cost the program itself. */
    public static String spent(SendReport report) {
        return report.handed() == 0 ? "" : Times.span(report.handNanos()) + (report.handed() == 1 ? "" : ", " + Times.span(report.handNanos() / report.handed()) + " each");
    }

    /** What a program that sends in this way knows at the end: not always what the onlooker knows. */
    public static String programKnows(SendMode mode, SendReport report) {
        if (report.state() != State.DONE) {
            return "";
        }
        int failed = report.failed();
        return switch (mode) {
            case FIRE_AND_FORGET -> failed == 0 ? "Nothing: it never asked. That all arrived is what this screen saw."
                    : "Nothing: it never asked, and goes on as if all were well.";
            case SYNCHRONOUS -> failed == 0 ? "Everything: it waited for each answer." : "Everything: the exception came out of get(), and it stopped there.";
            case ASYNCHRONOUS -> failed == 0 ? "Everything, once the callbacks had run." : "Everything, but later: the exceptions came to the callback.";
        };
    }

    /** {@code 3 × RECORD_TOO_LARGE: …}. */
    public static String failure(Map.Entry<String, Integer> failure) {
        return (failure.getValue() > 1 ? Figures.exact(failure.getValue()) + " × " : "") + failure.getKey();
    }
}
