package dev.vitrine.app.model.actors;

import dev.vitrine.app.model.Figures;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.CommittedOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What is said of actors. */
public final class ActorWords {

    private ActorWords() {}

    /** {@code writes to family-topic}, {@code reads orders for billing}. */
    public static String does(Setup setup) {
        return switch (setup) {
            case ProducerSetup producer -> "writes to " + producer.topic();
            case ConsumerSetup consumer -> "reads " + String.join(", ", consumer.topics()) + " for " + consumer.group();
        };
    }

    /** {@code 2 producers · 3 consumers · 5 run}. */
    public static String summary(List<ActorView> views) {
        long producers = views.stream().filter(ActorView::produces).count();
        long alive = views.stream().filter(view -> view.state().alive()).count();
        return Figures.count(producers, "producer") + " · " + Figures.count(views.size() - producers, "consumer") + " · "
                + (alive == 0 ? "none runs" : alive == views.size() ? "all run" : alive + " of " + views.size() + " run");
    }

    /** {@code 1 producer, 2 consumers in 2 groups, on family-topic}. */
    public static String cast(Casts.Cast cast) {
        long producers = cast.actors().stream().filter(ProducerSetup.class::isInstance).count();
        List<String> groups = cast.actors().stream().filter(ConsumerSetup.class::isInstance).map(setup -> ((ConsumerSetup) setup).group()).toList();
        return Figures.count(producers, "producer") + ", " + Figures.count(groups.size(), "consumer") + " in "
                + Figures.count(groups.stream().distinct().count(), "group") + ", on " + cast.topic();
    }

    /** How far a consumer's group is behind on what it owns; a word where that can't be told. @param snapshot null before the first */
    public static String lag(ClusterSnapshot snapshot, ConsumerSetup setup, List<TopicPartition> owned) {
        if (owned.isEmpty()) {
            return "owns nothing";
        }
        if (snapshot == null) {
            return "not known yet";
        }
        List<CommittedOffset> known = snapshot.groups().stream().filter(group -> group.id().equals(setup.group())).flatMap(group -> group.offsets().stream())
                .filter(offset -> owned.contains(offset.partition()) && offset.lag().isPresent()).toList();
        return known.isEmpty() ? "no commit yet" : Figures.exact(known.stream().mapToLong(offset -> offset.lag().getAsLong()).sum());
    }

    /** The settings that a program would have to be given to be this actor, line by line. */
    public static String properties(Setup setup, String bootstrap) {
        Map<String, Object> settings = ClientSettings.of(setup);
        return "bootstrap.servers=" + bootstrap + "\n" + settings.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining("\n")) + "\n";
    }

    /** What one can expect to see after it was told so. */
    public static String afterwards(ActorView view) {
        return switch (view.state()) {
            case CRASHED -> switch (view.setup()) {
                case ConsumerSetup consumer -> consumer.membership().protocol() == GroupProtocol.CLASSIC
                        ? "It said nothing: its group waits " + consumer.membership().sessionSeconds() + " s for its heartbeat before others get its partitions."
                        : "It said nothing: its group waits for its heartbeat until the broker's session timeout is over.";
                case ProducerSetup producer -> producer.transactions().used()
                        ? "Its transaction stays open and holds readers of committed records back until it times out, or until it starts again and is fenced."
                        : "What it had not sent is lost. The broker doesn't mind.";
            };
            case FROZEN -> view.produces() ? "Its connection stays, nothing is sent." : "Its connection stays but its heart does not beat: after the session timeout its partitions go to others.";
            case STUCK -> "Its heart beats, so its group takes it for alive, until max.poll.interval.ms is over and it gives up its place.";
            default -> view.note();
        };
    }
}
