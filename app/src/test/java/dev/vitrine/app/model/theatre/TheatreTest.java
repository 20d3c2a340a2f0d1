package dev.vitrine.app.model.theatre;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.theatre.PartitionStory.Fate;
import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.Observed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TheatreTest {

    private static final String GROUP = "billing";

    private final long[] now = {1_000_000};
    private final ScriptedSource cluster = new ScriptedSource(() -> now[0]).topic("orders", 3);
    private final Theatre theatre = new Theatre(_ -> Optional.empty());
    private long sequence;

    private static TopicPartition p(int index) {
        return new TopicPartition("orders", index);
    }

    private static List<TopicPartition> ps(int... indexes) {
        return IntStream.of(indexes).mapToObj(TheatreTest::p).toList();
    }

    private void at(long millis, Event... events) {
        now[0] = 1_000_000 + millis;
        for (Event event : events) {
            theatre.happened(List.of(new Observed(++sequence, now[0], event)), 0);
        }
    }

    private void picture(long millis) {
        now[0] = 1_000_000 + millis;
        theatre.picture(cluster.now());
    }

    private static Event joined(String member) {
        return new Event.MemberJoined(GROUP, member, member, "/10.0.0.7", Optional.empty(), "");
    }

    private static Event rejoined(String member, int... owned) {
        return new Event.MemberRejoined(GROUP, member, false, ps(owned), "group is already rebalancing");
    }

    private static Event state(GroupState from, GroupState to, int generation) {
        return new Event.GroupStateChanged(GROUP, from, to, generation, "because");
    }

    private static Event assigned(int generation, Map<String, List<TopicPartition>> shares) {
        return new Event.AssignmentComputed(GROUP, generation, "cooperative-sticky", shares);
    }

    private static Event fetched(String member, int generation) {
        return new Event.AssignmentFetched(GROUP, member, generation);
    }

    /** One member with all three partitions, since the first second. */
    private void oneMember() {
        at(0, joined("a"), state(GroupState.EMPTY, GroupState.PREPARING_REBALANCE, 0), state(GroupState.PREPARING_REBALANCE, GroupState.COMPLETING_REBALANCE, 1));
        at(40, assigned(1, Map.of("a", ps(0, 1, 2))), state(GroupState.COMPLETING_REBALANCE, GroupState.STABLE, 1), fetched("a", 1));
    }

    private Rebalance last() {
        return theatre.rebalances(GROUP).getLast();
    }

    private PartitionStory story(int partition) {
        return last().partitions().stream().filter(story -> story.partition().equals(p(partition))).findFirst().orElseThrow();
    }

    @Test
    void the_first_generation_gives_partitions_their_first_owner() {
        oneMember();

        assertThat(last().isOver()).isTrue();
        assertThat(last().millis(0)).isEqualTo(40);
        assertThat(last().count(Fate.FOUND)).isEqualTo(3);
        assertThat(last().phases()).extracting(Phase::kind).containsExactly(Phase.Kind.JOIN, Phase.Kind.SYNC);
        assertThat(new RebalanceWords(last(), now[0]).cause()).isEqualTo("a (10.0.0.7) joined.");
    }

    @Test
    void an_eager_rebalance_stops_all_and_most_come_back_to_where_they_were() {
        oneMember();
        at(10_000, joined("b"), state(GroupState.STABLE, GroupState.PREPARING_REBALANCE, 1));
        at(12_000, rejoined("a"), state(GroupState.PREPARING_REBALANCE, GroupState.COMPLETING_REBALANCE, 2));
        at(12_500, assigned(2, Map.of("a", ps(0, 1), "b", ps(2))), state(GroupState.COMPLETING_REBALANCE, GroupState.STABLE, 2), fetched("b", 2));
        assertThat(last().isOver()).as("a has not fetched its share").isFalse();
        at(12_600, fetched("a", 2));

        assertThat(last().count(Fate.RETURNED)).isEqualTo(2);
        assertThat(last().count(Fate.MOVED)).isEqualTo(1);
        assertThat(story(0).unownedMillis(0)).isEqualTo(600);
        assertThat(story(2).unownedMillis(0)).isEqualTo(500);
        assertThat(last().last().orElseThrow().name()).isEqualTo("a");
        RebalanceWords words = new RebalanceWords(last(), now[0]);
        assertThat(words.spared()).contains("2 of 3 partitions stopped for nothing").contains("cooperative");
        assertThat(words.cost()).contains("3 partitions without an owner, for up to 600 ms").contains("waited longest for a");
        assertThat(words.facts()).contains("generation 1 → 2").contains("took 2.60 s");
    }

    /** Generations 2 and 3 are two rounds of one rebalance: what moves is given up in between. */
    private void cooperative() {
        oneMember();
        at(10_000, joined("b"), state(GroupState.STABLE, GroupState.PREPARING_REBALANCE, 1));
        at(11_000, rejoined("a", 0, 1, 2), state(GroupState.PREPARING_REBALANCE, GroupState.COMPLETING_REBALANCE, 2));
        at(11_100, assigned(2, Map.of("a", ps(0, 1), "b", ps())), state(GroupState.COMPLETING_REBALANCE, GroupState.STABLE, 2), fetched("a", 2), fetched("b", 2));
        at(11_300, rejoined("a", 0, 1), state(GroupState.STABLE, GroupState.PREPARING_REBALANCE, 2));
        at(11_900, rejoined("b"), state(GroupState.PREPARING_REBALANCE, GroupState.COMPLETING_REBALANCE, 3));
        at(12_000, assigned(3, Map.of("a", ps(0, 1), "b", ps(2))), state(GroupState.COMPLETING_REBALANCE, GroupState.STABLE, 3), fetched("a", 3), fetched("b", 3));
    }

    @Test
    void a_cooperative_rebalance_is_one_in_two_rounds_and_what_stays_never_stops() {
        cooperative();

        assertThat(theatre.rebalances(GROUP)).hasSize(2);
        assertThat(last().rounds()).isEqualTo(2);
        assertThat(last().phases()).extracting(Phase::kind)
                .containsExactly(Phase.Kind.JOIN, Phase.Kind.SYNC, Phase.Kind.GIVE_UP, Phase.Kind.JOIN, Phase.Kind.SYNC);
        assertThat(last().count(Fate.KEPT)).isEqualTo(2);
        assertThat(story(2).spans()).extracting(Span::holding)
                .containsExactly(Span.Holding.OWNED, Span.Holding.REVOKING, Span.Holding.UNOWNED, Span.Holding.OWNED);
        assertThat(story(2).unownedMillis(0)).isEqualTo(700);
        assertThat(new RebalanceWords(last(), now[0]).cause()).isEqualTo("b (10.0.0.7) joined.");
        assertThat(new RebalanceWords(last(), now[0]).spared()).isEqualTo("2 of 3 partitions never stopped; 1 moved.");
    }

    @Test
    void a_crash_is_seen_as_a_silence_before_it_and_records_that_waited() {
        oneMember();
        at(5_000, joined("b"), state(GroupState.STABLE, GroupState.PREPARING_REBALANCE, 1));
        at(5_100, rejoined("a"), state(GroupState.PREPARING_REBALANCE, GroupState.COMPLETING_REBALANCE, 2),
                assigned(2, Map.of("a", ps(0, 1), "b", ps(2))), state(GroupState.COMPLETING_REBALANCE, GroupState.STABLE, 2), fetched("a", 2), fetched("b", 2));
        picture(5_200);
        at(20_000, new Event.MemberLeft(GROUP, "b", "b", "/10.0.0.7", LeaveCause.SESSION_TIMEOUT, "", 10_000),
                state(GroupState.STABLE, GroupState.PREPARING_REBALANCE, 2));
        picture(20_000);
        cluster.filled("orders", 2, 50);
        at(21_000, rejoined("a"), state(GroupState.PREPARING_REBALANCE, GroupState.COMPLETING_REBALANCE, 3),
                assigned(3, Map.of("a", ps(0, 1, 2))), state(GroupState.COMPLETING_REBALANCE, GroupState.STABLE, 3), fetched("a", 3));
        picture(21_000);

        assertThat(last().causes()).singleElement().satisfies(cause -> {
            assertThat(cause.kind()).isEqualTo(Cause.Kind.SESSION_TIMEOUT);
            assertThat(cause.sentence()).isEqualTo("b (10.0.0.7) was not heard of within its session timeout of 10 s: it was put out.");
        });
        assertThat(story(2).silentMillis(0)).isEqualTo(10_000);
        assertThat(story(2).unownedMillis(0)).isEqualTo(1_000);
        assertThat(story(2).waited()).hasValue(50);
        assertThat(new RebalanceWords(last(), now[0]).cost()).contains("silent member").contains("about 50 records waited");
    }

    @Test
    void who_polls_too_seldom_is_told_from_who_leaves_politely() {
        oneMember();
        at(9_000, new Event.MemberLeft(GROUP, "a", "a", "/10.0.0.7", LeaveCause.LEFT, "consumer poll timeout has expired.", 0),
                state(GroupState.STABLE, GroupState.PREPARING_REBALANCE, 1), state(GroupState.PREPARING_REBALANCE, GroupState.EMPTY, 2));

        assertThat(last().causes().getFirst().kind()).isEqualTo(Cause.Kind.POLL_INTERVAL);
        assertThat(last().count(Fate.LOST)).isEqualTo(3);
        assertThat(last().isOver()).isTrue();
    }

    @Test
    void a_member_of_a_consumer_group_comes_to_its_target_while_the_others_go_on() {
        at(0, joined("a"), assigned(1, Map.of("a", ps(0, 1, 2))), new Event.MemberReconciled(GROUP, "a", 1, ps(0, 1, 2), ps(), ps()),
                state(GroupState.EMPTY, GroupState.STABLE, 1));
        at(10_000, joined("b"), assigned(2, Map.of("a", ps(0, 1), "b", ps(2))), new Event.MemberReconciled(GROUP, "b", 2, ps(), ps(), ps()),
                state(GroupState.STABLE, GroupState.RECONCILING, 2));
        at(11_000, new Event.MemberReconciled(GROUP, "a", 1, ps(), ps(2), ps()));
        at(11_200, new Event.MemberReconciled(GROUP, "a", 2, ps(), ps(), ps(2)));
        assertThat(last().isOver()).isFalse();
        at(12_000, new Event.MemberReconciled(GROUP, "b", 2, ps(2), ps(), ps()), state(GroupState.RECONCILING, GroupState.STABLE, 2));

        assertThat(theatre.rebalances(GROUP)).hasSize(2);
        assertThat(last().serverSide()).isTrue();
        assertThat(last().isOver()).isTrue();
        assertThat(last().count(Fate.KEPT)).isEqualTo(2);
        assertThat(story(2).unownedMillis(0)).isEqualTo(800);
        assertThat(new RebalanceWords(last(), now[0]).facts()).startsWith("epoch 1 → 2").contains("consumer protocol");
    }

    @Test
    void a_group_that_was_there_before_is_known_from_a_picture() {
        cluster.join(GROUP, "a", "a", "orders");
        cluster.state(GROUP, GroupState.STABLE, "");
        cluster.assign(GROUP, "a", p(0), p(1), p(2));
        picture(0);
        at(1_000, new Event.MemberLeft(GROUP, "a", "a", LeaveCause.LEFT), state(GroupState.STABLE, GroupState.PREPARING_REBALANCE, 1),
                state(GroupState.PREPARING_REBALANCE, GroupState.EMPTY, 2));

        assertThat(last().count(Fate.LOST)).isEqualTo(3);
    }

    @Test
    void at_an_instant_the_rebalance_is_the_last_that_had_begun_by_then() {
        cooperative();

        assertThat(theatre.at(GROUP, 1_000_000 + 9_999)).get().extracting(Rebalance::number).isEqualTo(1L);
        assertThat(theatre.at(GROUP, 1_000_000 + 10_000)).get().extracting(Rebalance::number).isEqualTo(2L);
        assertThat(theatre.at(GROUP, 999_999)).isEmpty();
    }

    @Test
    void any_two_generations_compare() {
        cooperative();
        List<Generation> generations = theatre.generations(GROUP);

        Comparison comparison = Comparison.of(generations.getFirst(), generations.getLast());

        assertThat(comparison.moved()).isEqualTo(1);
        assertThat(comparison.sentence()).isEqualTo("1 of 3 partitions has another owner. b is new. The busiest member owns 1 more than the idlest; it was 0.");
        assertThat(comparison.lines()).filteredOn(Comparison.Line::moved).singleElement()
                .satisfies(line -> assertThat(comparison.name(line.after())).isEqualTo("b"));
    }

    @Test
    void after_a_gap_the_next_picture_tells_how_things_are() {
        at(0, joined("a"), state(GroupState.EMPTY, GroupState.PREPARING_REBALANCE, 0));
        theatre.happened(List.of(), 12);
        cluster.join(GROUP, "a", "a", "orders");
        cluster.state(GROUP, GroupState.STABLE, "");
        cluster.assign(GROUP, "a", p(0), p(1), p(2));
        picture(1_000);

        assertThat(last().isOver()).isTrue();
        at(2_000, new Event.MemberLeft(GROUP, "a", "a", LeaveCause.LEFT), state(GroupState.STABLE, GroupState.PREPARING_REBALANCE, 1),
                state(GroupState.PREPARING_REBALANCE, GroupState.EMPTY, 2));
        assertThat(last().count(Fate.LOST)).isEqualTo(3);
    }
}
