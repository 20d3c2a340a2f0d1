package dev.vitrine.app.actors;

import static dev.vitrine.app.actors.TroupeTest.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.actors.ActorView;
import dev.vitrine.app.model.actors.Assignor;
import dev.vitrine.app.model.actors.ConsumerSetup;
import dev.vitrine.app.model.actors.ConsumerSetup.Membership;
import dev.vitrine.app.model.actors.GroupProtocol;
import dev.vitrine.app.model.theatre.Cause;
import dev.vitrine.app.model.theatre.PartitionStory;
import dev.vitrine.app.model.theatre.Phase;
import dev.vitrine.app.model.theatre.Rebalance;
import dev.vitrine.app.model.theatre.Theatre;
import dev.vitrine.app.source.EmbeddedSource;
import dev.vitrine.engine.observe.Events;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the theatre makes of the rebalances of real consumers before a real broker, without a window. */
class TheatreOfTroupeTest {

    private final EmbeddedSource source = EmbeddedSource.start(c -> c.listen("localhost", 0).ephemeral());
    private final Troupe troupe = new Troupe(source);
    private final Theatre theatre = new Theatre(_ -> Optional.empty());
    private long seen;

    @BeforeEach
    void topic() throws Exception {
        source.admin().createTopics(List.of(new NewTopic("events", 6, (short) 1))).all().get(90, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        source.closeFirst(troupe);
        source.close();
    }

    private ActorView enter(String name, GroupProtocol protocol, Assignor assignor) {
        ConsumerSetup setup = ConsumerSetup.plain(name, "readers", "events").belonging(new Membership(protocol, assignor, "", 10, 60));
        return troupe.add(setup, true).orElseThrow();
    }

    private void look() {
        Events.Page page = source.eventsAfter(seen, 4_000);
        seen += page.lost() + page.events().size();
        theatre.happened(page.events(), page.lost());
        theatre.picture(source.snapshot().toCompletableFuture().join());
    }

    /** The last rebalance, once it is over and everybody has something. */
    private Rebalance settled(int members) {
        until("a settled rebalance with " + members, () -> {
            look();
            List<Rebalance> all = theatre.rebalances("readers");
            return !all.isEmpty() && all.getLast().isOver() && all.getLast().partitions().size() == 6
                    && all.getLast().partitions().stream().map(PartitionStory::last).filter(id -> !id.isEmpty()).distinct().count() == members;
        });
        return theatre.rebalances("readers").getLast();
    }

    @Test
    void members_of_a_consumer_group_come_and_go_and_what_stays_is_never_without_an_owner() {
        enter("one", GroupProtocol.CONSUMER, Assignor.UNIFORM);
        assertThat(settled(1).serverSide()).isTrue();
        ActorView second = enter("two", GroupProtocol.CONSUMER, Assignor.UNIFORM);

        Rebalance joined = settled(2);
        assertThat(joined.causes()).extracting(Cause::kind).contains(Cause.Kind.JOINED);
        assertThat(joined.phases()).extracting(Phase::kind).contains(Phase.Kind.RECONCILE);
        assertThat(joined.count(PartitionStory.Fate.KEPT)).isEqualTo(3);
        assertThat(joined.count(PartitionStory.Fate.MOVED)).isEqualTo(3);

        troupe.leave(second.id());
        Rebalance left = settled(1);
        assertThat(left.causes()).extracting(Cause::kind).containsExactly(Cause.Kind.LEFT);
        assertThat(left.count(PartitionStory.Fate.KEPT)).isEqualTo(3);
    }

    @Test
    void an_eager_group_gives_all_up_whoever_comes() {
        enter("one", GroupProtocol.CLASSIC, Assignor.RANGE);
        settled(1);
        enter("two", GroupProtocol.CLASSIC, Assignor.RANGE);

        Rebalance joined = settled(2);
        assertThat(joined.count(PartitionStory.Fate.KEPT)).isZero();
        assertThat(joined.count(PartitionStory.Fate.RETURNED)).isEqualTo(3);
        assertThat(joined.last()).isPresent();
    }
}
