package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.link.InProcessLinks.Way;
import dev.vitrine.engine.link.LinkFault;
import dev.vitrine.engine.observe.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Requests on their way from any broker to the active controller and back. */
class ControllerChannelTest {

    private final ControlPlane plane = ControlPlane.of(3, Map.of("offsets.topic.replication.factor", "1"));

    private static Errors error(CreateTopicsResponseData answer, String topic) {
        return Errors.forCode(answer.topics().find(topic).errorCode());
    }

    @Test
    void a_client_of_any_broker_is_answered_when_that_broker_knows_of_what_it_is_told() {
        for (int id : List.of(1, 2, 3)) {
            CreateTopicsResponseData answer = plane.settled(plane.nodes.get(id).create("orders-" + id, 2, 3));

            assertThat(error(answer, "orders-" + id)).isEqualTo(Errors.NONE);
            assertThat(answer.unknownTaggedFields()).isEmpty();
            assertThat(plane.nodes.get(id).image().topic("orders-" + id)).isPresent();
        }
    }

    @Test
    void an_answer_waits_for_a_broker_that_lags_behind_but_not_for_ever() {
        ControlPlane.Node slow = plane.nodes.get(2);
        slow.stalled = true;
        CompletableFuture<CreateTopicsResponseData> first = slow.create("first", 1, 3).toCompletableFuture();
        plane.time.advance(1_000);
        assertThat(first).isNotDone();

        slow.stalled = false;
        slow.follow();
        assertThat(error(plane.settled(first), "first")).isEqualTo(Errors.NONE);
        assertThat(slow.image().topic("first")).isPresent();

        slow.stalled = true;
        CompletableFuture<CreateTopicsResponseData> second = slow.create("second", 1, 3).toCompletableFuture();
        plane.time.advance(5_000);
        assertThat(second).isDone();
    }

    @Test
    void while_there_is_no_controller_a_request_waits_for_one() {
        plane.leadNobody();
        CompletableFuture<CreateTopicsResponseData> answer = plane.nodes.get(2).create("orders", 1, 3).toCompletableFuture();
        plane.time.advance(2_000);
        assertThat(answer).isNotDone();

        plane.lead(3);
        plane.time.advance(100);

        assertThat(error(plane.settled(answer), "orders")).isEqualTo(Errors.NONE);
    }

    @Test
    void where_none_comes_in_time_everything_that_was_asked_has_timed_out() {
        plane.leadNobody();

        CompletableFuture<CreateTopicsResponseData> answer = plane.nodes.get(2).create("orders", 1, 3).toCompletableFuture();
        plane.time.advance(29_000);
        assertThat(answer).isNotDone();
        plane.time.advance(2_000);

        assertThat(error(plane.settled(answer), "orders")).isEqualTo(Errors.REQUEST_TIMED_OUT);
    }

    @Test
    void who_waits_for_a_controller_that_is_cut_off_turns_to_the_next_one() {
        plane.links.set(new Way(2, 1), LinkFault.CUT);
        CompletableFuture<CreateTopicsResponseData> answer = plane.nodes.get(2).create("orders", 1, 3).toCompletableFuture();
        plane.time.advance(1_000);
        assertThat(answer).isNotDone();

        plane.lead(3);
        plane.time.advance(300);

        assertThat(error(plane.settled(answer), "orders")).isEqualTo(Errors.NONE);
    }

    @Test
    void what_takes_long_to_be_decided_is_asked_once_and_answered_with_its_own_outcome() {
        for (int id : List.of(1, 2)) { // the controller's own broker, and another
            plane.holdCommits(true);
            CompletableFuture<CreateTopicsResponseData> answer = plane.nodes.get(id).create("orders-" + id, 1, 3).toCompletableFuture();
            plane.time.advance(8_000);
            assertThat(answer).isNotDone();

            plane.holdCommits(false);

            assertThat(error(plane.settled(answer), "orders-" + id)).isEqualTo(Errors.NONE);
        }
    }

    @Test
    void what_is_not_decided_in_the_brokers_patience_has_timed_out_for_its_own_clients_too() {
        plane.holdCommits(true);
        CompletableFuture<CreateTopicsResponseData> answer = plane.nodes.get(1).create("orders", 1, 3).toCompletableFuture();
        plane.time.advance(29_000);
        assertThat(answer).isNotDone();
        plane.time.advance(2_000);

        assertThat(error(plane.settled(answer), "orders")).isEqualTo(Errors.REQUEST_TIMED_OUT);
    }

    @Test
    void a_controller_that_is_no_more_answers_nobody_and_the_request_goes_on_to_the_next() {
        CompletableFuture<CreateTopicsResponseData> answer = plane.nodes.get(2).create("orders", 1, 3).toCompletableFuture();
        plane.lead(2);
        plane.time.advance(200);

        CreateTopicsResponseData told = plane.settled(answer);
        assertThat(error(told, "orders")).isIn(Errors.NONE, Errors.TOPIC_ALREADY_EXISTS); // what the first one had written stands
        assertThat(plane.nodes.get(2).image().topic("orders")).isPresent();
    }

    @Test
    void topics_are_made_for_whoever_uses_them_and_observers_are_told_that_nobody_asked() {
        plane.events.clear();

        assertThat(plane.settled(plane.nodes.get(3).channel.createAutomatically(Set.of("__consumer_offsets", "bad name"), "reader")))
                .containsEntry("__consumer_offsets", Errors.NONE).containsEntry("bad name", Errors.INVALID_TOPIC_EXCEPTION);

        assertThat(plane.events).singleElement().isInstanceOfSatisfying(Event.TopicCreated.class,
                made -> assertThat(made.automatic()).isTrue());
        assertThat(plane.nodes.get(3).image().topic("__consumer_offsets")).isPresent();
    }

    @Test
    void producer_ids_of_different_brokers_never_meet() {
        List<Long> given = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            plane.nodes.values().forEach(node -> given.add(plane.settled(node.channel.nextProducerId())));
        }
        assertThat(given).doesNotHaveDuplicates().contains(0L, 1_000L, 2_000L);
    }

    @Test
    void requests_that_come_together_see_each_other() {
        var one = plane.nodes.get(2).create("orders", 1, 3).toCompletableFuture();
        var two = plane.nodes.get(2).create("orders", 1, 3).toCompletableFuture();
        plane.time.settle();

        assertThat(error(one.join(), "orders")).isEqualTo(Errors.NONE);
        assertThat(error(two.join(), "orders")).isEqualTo(Errors.TOPIC_ALREADY_EXISTS);
    }

    @Test
    void who_gives_no_time_is_told_that_it_is_over() {
        CreateTopicsRequestData hurried = ControlPlane.topic("orders", 1, 3).setTimeoutMs(0);

        CreateTopicsResponseData answer =
                plane.settled(plane.nodes.get(2).forward(hurried, ControlPlane.CREATE, CreateTopicsResponseData.class));

        assertThat(error(answer, "orders")).isEqualTo(Errors.REQUEST_TIMED_OUT);
        assertThat(plane.nodes.get(1).image().topic("orders")).isEmpty();
    }

    @Test
    void what_changes_nothing_makes_no_new_image() {
        long before = plane.nodes.get(1).image().version();

        plane.settled(plane.nodes.get(1).forward(
                ControlPlane.topic("orders", 1, 3).setValidateOnly(true), ControlPlane.CREATE, CreateTopicsResponseData.class));

        assertThat(plane.nodes.get(1).image().version()).isEqualTo(before);
    }

    @Test
    void what_was_answered_survives_the_loss_of_power_and_the_next_controller_finds_it() {
        plane.settled(plane.nodes.get(2).create("orders", 2, 3));
        plane.settled(plane.nodes.get(2).channel.nextProducerId());
        plane.disk.losePower();
        plane.log.close();
        plane.open();
        plane.nodes.values().forEach(node -> plane.links.leave(node.id));

        ControlPlane.Node again = plane.restart(1, -1);
        plane.leader = OptionalInt.of(1);
        again.active.begin();
        plane.time.advance(1_000);

        assertThat(again.image().topics()).containsOnlyKeys("orders");
        assertThat(plane.settled(again.channel.nextProducerId())).isEqualTo(AllocateProducerIds.BLOCK);
        assertThat(plane.log.latestEpoch()).contains(2);
    }
}
