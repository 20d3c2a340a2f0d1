package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vitrine.engine.observe.Event;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.metadata.RemoveTopicRecord;
import org.apache.kafka.common.protocol.Errors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeleteTopicsTest {

    private static final short BY_ID = 6;
    private static final Uuid UNKNOWN = new Uuid(9, 9);

    private final ClusterFixture cluster = ClusterFixture.ofOne();

    @BeforeEach
    void a_topic() {
        cluster.create("orders", 2, Map.of("retention.ms", "1000"));
    }

    private DeleteTopicsResponseData delete(DeleteTopicState... topics) {
        DeleteTopicsRequestData request = new DeleteTopicsRequestData().setTopics(List.of(topics));
        return cluster.decide(ground -> new DeleteTopics(ground).decide(request, BY_ID));
    }

    private static DeleteTopicState named(String name) {
        return new DeleteTopicState().setName(name);
    }

    private static DeleteTopicState withId(Uuid id) {
        return new DeleteTopicState().setName(null).setTopicId(id);
    }

    private static void assertAnswers(DeleteTopicsResponseData response, Tuple... answers) {
        assertThat(response.responses())
                .extracting(DeletableTopicResult::name, result -> Errors.forCode(result.errorCode()), DeletableTopicResult::errorMessage)
                .containsExactlyInAnyOrder(answers);
    }

    @Test
    void a_topic_goes_with_its_settings() {
        Uuid id = cluster.topic("orders").id();

        assertAnswers(delete(named("orders")), tuple("orders", Errors.NONE, null));

        assertThat(cluster.messages()).containsExactly(new RemoveTopicRecord().setTopicId(id));
        assertThat(cluster.events).containsExactly(new Event.TopicDeleted("orders", id.toString()));
        assertThat(cluster.image().topic("orders")).isEmpty();
        assertThat(cluster.image().topic(id)).isEmpty();
        assertThat(cluster.image().topicConfigs("orders")).isEmpty();
    }

    @Test
    void a_topic_is_found_by_its_id_and_one_made_again_has_another() {
        Uuid id = cluster.topic("orders").id();
        assertAnswers(delete(withId(id)), tuple("orders", Errors.NONE, null));

        cluster.create("orders", 1, Map.of());

        assertThat(cluster.topic("orders").id()).isNotEqualTo(id);
        assertAnswers(delete(withId(id)), tuple(null, Errors.UNKNOWN_TOPIC_ID, "This server does not host this topic ID."));
    }

    @Test
    void what_does_not_exist_or_is_asked_for_badly_is_refused_in_kafkas_words() {
        assertAnswers(
                delete(named("nope"), withId(UNKNOWN), withId(Uuid.ZERO_UUID), named("orders").setTopicId(UNKNOWN)),
                tuple("nope", Errors.UNKNOWN_TOPIC_OR_PARTITION, "This server does not host this topic-partition."),
                tuple(null, Errors.UNKNOWN_TOPIC_ID, "This server does not host this topic ID."),
                tuple(null, Errors.INVALID_REQUEST, "Neither topic name nor id were specified."),
                tuple("orders", Errors.INVALID_REQUEST, "You may not specify both topic name and topic id."));
        assertThat(cluster.records).isEmpty();
    }

    @Test
    void a_topic_asked_for_twice_is_not_deleted() {
        assertAnswers(delete(named("orders"), named("orders")), tuple("orders", Errors.INVALID_REQUEST, "Duplicate topic name."));
        assertAnswers(delete(withId(UNKNOWN), withId(UNKNOWN)), tuple(null, Errors.INVALID_REQUEST, "Duplicate topic id."));
        assertThat(cluster.image().topics()).containsKey("orders");
    }

    @Test
    void old_versions_name_topics_only() {
        DeleteTopicsRequestData request = new DeleteTopicsRequestData().setTopicNames(List.of("orders", "nope"));

        DeleteTopicsResponseData response = cluster.decide(ground -> new DeleteTopics(ground).decide(request, (short) 1));

        assertAnswers(response,
                tuple("orders", Errors.NONE, null),
                tuple("nope", Errors.UNKNOWN_TOPIC_OR_PARTITION, "This server does not host this topic-partition."));
    }

    @Test
    void deletion_can_be_switched_off() {
        ClusterFixture kept = ClusterFixture.ofOne(Map.of("delete.topic.enable", "false"));
        kept.create("orders", 1, Map.of());
        DeleteTopicsRequestData request = new DeleteTopicsRequestData().setTopics(List.of(named("orders")));

        assertAnswers(kept.decide(ground -> new DeleteTopics(ground).decide(request, BY_ID)),
                tuple("orders", Errors.TOPIC_DELETION_DISABLED, "Topic deletion is disabled."));
        assertThat(kept.image().topics()).containsKey("orders");
    }
}
