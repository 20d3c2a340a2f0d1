package dev.vitrine.app.model.explain;

import static dev.vitrine.app.model.explain.Finding.Kind.CATCHING_UP;
import static dev.vitrine.app.model.explain.Finding.Kind.TOO_SLOW;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.engine.observe.TopicView;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** More comes in than is read; and the other way round: it is catching up. */
final class TooSlow implements Suspect {

    private static final double NOTICEABLE = 1.1;
    private static final long DEFAULT_RETENTION_MILLIS = 7 * 86_400_000L;
    private static final long FAR_MILLIS = 30 * 86_400_000L;

    @Override
    public void examine(Case of, Consumer<Finding> says) {
        boolean measured = of.evidence().seconds().isPresent() && of.scope().stream().anyMatch(id -> of.moved(id).isPresent());
        double in = of.in();
        double out = of.out();
        if (!measured || of.group().members().isEmpty()) {
            return;
        }
        if (in > out * NOTICEABLE && in - out >= 0.5 && out > 0) {
            says.accept(slow(of, in, out));
        } else if (out > in * NOTICEABLE && of.lag() > 0) {
            long millis = Math.round(of.lag() / (out - in) * 1_000);
            says.accept(Finding.of(CATCHING_UP, 40, "It is catching up: at this pace it is there in " + Figures.duration(millis) + ".",
                    rates(in, out) + ": " + Figures.exact(of.lag()) + " ÷ " + Figures.rate(out - in), new Selected.Group(of.group().id())));
        }
    }

    private static Finding slow(Case of, double in, double out) {
        TopicPartition worst = of.behind().getFirst();
        String eaten = retention(of, worst).map(text -> " " + text).orElse("");
        return Finding.of(TOO_SLOW, 70, "More comes in than is read: " + Figures.rate(in) + " against " + Figures.rate(out) + ". The lag grows by "
                + Figures.rate(in - out) + "." + eaten, rates(in, out) + ", measured over " + String.format(Locale.ROOT, "%.0f s", of.evidence().seconds().orElse(0.0)),
                of.scope().size() == 1 ? Case.about(worst) : new Selected.Group(of.group().id()));
    }

    private static String rates(double in, double out) {
        return "high watermarks grew by " + Figures.rate(in) + ", commits by " + Figures.rate(out);
    }

    /** When retention reaches what was not read yet, if all goes on like this. */
    static Optional<String> retention(Case of, TopicPartition id) {
        Optional<TopicView> topic = of.evidence().topic(id.topic());
        if (topic.isEmpty() || topic.get().configs().getOrDefault("cleanup.policy", "delete").equals("compact")) {
            return Optional.empty();
        }
        OptionalDouble byTime = byTime(of, id, topic.get());
        OptionalDouble bySize = bySize(of, id, topic.get());
        double first = Math.min(byTime.orElse(Double.MAX_VALUE), bySize.orElse(Double.MAX_VALUE));
        return first > FAR_MILLIS ? Optional.empty()
                : Optional.of("In about " + Figures.duration(Math.round(first)) + " retention begins to delete records of partition " + id.partition() + " that were not read.");
    }

    /** The oldest unread record grows older by (in − out) ÷ in seconds each second. */
    private static OptionalDouble byTime(Case of, TopicPartition id, TopicView topic) {
        long kept = Long.parseLong(topic.configs().getOrDefault("retention.ms", String.valueOf(DEFAULT_RETENTION_MILLIS)));
        double in = of.evidence().in(id);
        double out = out(of, id);
        if (kept < 0 || in <= out || in <= 0) {
            return OptionalDouble.empty();
        }
        double age = of.lag(id) / in * 1_000;
        return OptionalDouble.of(Math.max(0, kept - age) / ((in - out) / in));
    }

    /** The lag grows until it fills what is kept. */
    private static OptionalDouble bySize(Case of, TopicPartition id, TopicView topic) {
        long kept = Long.parseLong(topic.configs().getOrDefault("retention.bytes", "-1"));
        var view = of.view(id);
        long records = view.endOffset() - view.logStartOffset();
        double growth = of.evidence().in(id) - out(of, id);
        if (kept < 0 || records <= 0 || view.sizeBytes() <= 0 || growth <= 0) {
            return OptionalDouble.empty();
        }
        double room = kept / (view.sizeBytes() / (double) records) - of.lag(id);
        return OptionalDouble.of(Math.max(0, room / growth * 1_000));
    }

    private static double out(Case of, TopicPartition id) {
        return of.evidence().seconds().map(seconds -> Math.max(0, of.moved(id).orElse(0)) / seconds).orElse(0.0);
    }
}
