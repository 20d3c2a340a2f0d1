package dev.vitrine.app.model.explain;

import static dev.vitrine.app.model.explain.Finding.Kind.HOT_PARTITION;

import dev.vitrine.app.model.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** One partition gets far more than its share, mostly because of one key. */
final class Skew implements Suspect {

    private static final double HOT = 1.8;
    private static final double FREQUENT = 0.2;

    @Override
    public void examine(Case of, Consumer<Finding> says) {
        of.behind().stream().map(TopicPartition::topic).distinct().forEach(topic -> hottest(of, topic).filter(hot -> of.scope().contains(hot) && of.lag(hot) > 0)
                .ifPresent(hot -> says.accept(finding(of, hot))));
    }

    /** The partition of a topic that gets far more than the others; empty where none does. */
    static Optional<TopicPartition> hottest(Case of, String topic) {
        List<TopicPartition> all = of.evidence().topic(topic).stream().flatMap(view -> view.partitions().stream())
                .map(view -> new TopicPartition(topic, view.index())).toList();
        double sum = all.stream().mapToDouble(of.evidence()::in).sum();
        return all.size() < 2 || sum < 1 ? Optional.empty()
                : all.stream().max(Comparator.comparingDouble(of.evidence()::in)).filter(most -> of.evidence().in(most) > HOT * sum / all.size());
    }

    private static Finding finding(Case of, TopicPartition hot) {
        List<TopicPartition> all = of.evidence().topic(hot.topic()).orElseThrow().partitions().stream().map(view -> new TopicPartition(hot.topic(), view.index())).toList();
        double sum = all.stream().mapToDouble(of.evidence()::in).sum();
        double share = of.evidence().in(hot) / sum;
        String key = of.evidence().key(hot).filter(found -> found.share() >= FREQUENT).map(found -> " Key “" + found.key() + "” makes up " + percent(found.share())
                + " of its newest records: all of one key go to one partition.").orElse("");
        String measured = of.evidence().key(hot).map(found -> "; " + Figures.count(found.records(), "record") + " looked at").orElse("");
        return Finding.of(HOT_PARTITION, NobodyReads.weight(85, of.part(List.of(hot))), Case.name(hot) + " gets " + percent(share) + " of what is written to " + all.size()
                + " partitions; its reader has to do most of the work." + key, Figures.rate(of.evidence().in(hot)) + " of " + Figures.rate(sum) + measured, Case.about(hot));
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", part * 100);
    }
}
