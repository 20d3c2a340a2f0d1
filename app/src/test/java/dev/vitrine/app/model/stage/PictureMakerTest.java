package dev.vitrine.app.model.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.stage.Picture.Group;
import dev.vitrine.app.model.stage.Picture.Member;
import dev.vitrine.app.model.stage.Picture.Producer;
import dev.vitrine.app.model.stage.Picture.Topic;
import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.engine.observe.GroupState;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PictureMakerTest {

    private final ScriptedSource cluster = new ScriptedSource(() -> 1_000);
    private final PictureMaker maker = new PictureMaker("vitrine-");

    private Picture picture() {
        return maker.picture(cluster.now(), PictureOptions.DEFAULT);
    }

    private static TopicPartition p(String topic, int partition) {
        return new TopicPartition(topic, partition);
    }

    @Test
    void a_producer_is_all_connections_of_one_client_id_that_produce() {
        cluster.topic("t", 2);
        long one = cluster.connect("app", "kafkajs", "");
        long two = cluster.connect("app", "kafkajs", "");
        cluster.connect("watcher", "", "");
        cluster.produce(one, "t", 0, 5);
        cluster.produce(two, "t", 0, 5);
        cluster.produce(two, "t", 1, 5);

        assertThat(picture().producers()).singleElement().satisfies(producer -> {
            assertThat(producer.name()).isEqualTo("app");
            assertThat(producer.about()).isEqualTo("looks like kafkajs · acks all · 2 connections");
            assertThat(producer.feeds()).extracting(Picture.Feed::into).containsExactly(p("t", 0), p("t", 1));
            assertThat(producer.feeds().getFirst().flows()).hasSize(2);
        });
    }

    @Test
    void the_apps_own_clients_are_called_by_their_purpose() {
        cluster.topic("t", 1);
        cluster.produce(cluster.connect("vitrine-composer", "apache-kafka-java", "4.3.1"), "t", 0, 1);

        assertThat(picture().producers()).singleElement().extracting(Producer::name, Producer::own).containsExactly("Composer", true);
    }

    @Test
    void internal_topics_are_left_out_and_counted_until_asked_for() {
        cluster.topic("t", 1).topic("__consumer_offsets", 50);

        assertThat(picture().topics()).extracting(Topic::name).containsExactly("t");
        assertThat(picture().hiddenTopics()).isEqualTo(1);
        Picture all = maker.picture(cluster.now(), new PictureOptions(true, Map.of(), Set.of()));
        assertThat(all.topics()).extracting(Topic::name).containsExactly("t", "__consumer_offsets");
        assertThat(all.topics().getLast().collapsed()).isFalse();
        assertThat(all.topics().getLast().leftOut()).isEqualTo(50 - PictureMaker.LANES);
    }

    @Test
    void where_there_are_many_topics_those_that_do_not_fit_begin_collapsed() {
        for (int i = 0; i < 9; i++) {
            cluster.topic("topic-" + i, 12);
        }
        assertThat(picture().topics()).extracting(Topic::collapsed).containsExactly(false, false, false, false, true, true, true, true, true);
        Picture opened = maker.picture(cluster.now(), new PictureOptions(false, Map.of("topic-8", false), Set.of()));
        assertThat(opened.topics().getLast().lanes()).hasSize(12);
    }

    @Test
    void facts_of_a_topic_are_said_in_words() {
        cluster.topic("t", 3, "retention.ms", "604800000", "cleanup.policy", "compact,delete").topic("u", 1, "retention.ms", "-1");

        assertThat(picture().topics()).extracting(Topic::facts).containsExactly("3 partitions · compacted · kept 7 days", "1 partition · kept for ever");
    }

    @Test
    void each_group_has_a_mark_of_its_own_colour_under_what_it_committed() {
        cluster.topic("t", 1).filled("t", 0, 10);
        cluster.join("b", "m", "m", "t");
        cluster.commit("b", "m", "t", 0, 7);
        cluster.commit("a", "", "t", 0, 4);

        assertThat(picture().topics().getFirst().lanes().getFirst().marks())
                .containsExactly(new Picture.Mark("a", 0, 4, false), new Picture.Mark("b", 1, 7, true));
    }

    @Test
    void lag_is_over_what_was_committed_and_no_commit_is_not_zero() {
        cluster.topic("t", 3).filled("t", 0, 10).filled("t", 1, 10);
        cluster.join("g", "m1", "m1", "t");
        cluster.join("g", "m2", "m2", "t");
        cluster.join("g", "m3", "m3", "t");
        cluster.assign("g", "m1", p("t", 0), p("t", 1));
        cluster.assign("g", "m2", p("t", 2));
        cluster.commit("g", "m1", "t", 0, 4);

        Group group = picture().groups().getFirst();
        assertThat(group.members()).extracting(Member::lag).extracting(lag -> lag.orElse(-1)).containsExactly(6L, -1L, -1L);
        assertThat(group.members().getFirst().uncommitted()).isEqualTo(1);
        assertThat(group.members().get(2).idle()).isTrue();
        assertThat(group.members()).extracting(Member::shape).containsExactly(0, 1, 2);
    }

    @Test
    void an_idle_member_and_an_empty_group_are_explained() {
        cluster.topic("t", 1).filled("t", 0, 10);
        cluster.join("g", "m1", "m1", "t");
        cluster.join("g", "m2", "m2", "t");
        cluster.assign("g", "m1", p("t", 0));
        cluster.state("g", GroupState.STABLE, "");
        cluster.commit("gone", "", "t", 0, 4);

        assertThat(picture().groups()).extracting(group -> group.note().orElse(""))
                .containsExactly("1 member is idle: there are fewer partitions than members", "no members · 6 records behind what it committed");
    }

    @Test
    void fetches_belong_to_the_member_of_that_client_that_owns_the_partition() {
        cluster.topic("t", 2);
        cluster.join("g1", "m1", "shared", "t");
        cluster.join("g2", "m2", "shared", "t");
        cluster.assign("g1", "m1", p("t", 0), p("t", 1));
        cluster.assign("g2", "m2", p("t", 0), p("t", 1));
        long first = cluster.connect("shared", "", "");
        long second = cluster.connect("shared", "", "");
        cluster.produce(first, "t", 0, 1);
        cluster.fetch(first, "t", 0, 1);
        cluster.fetch(second, "t", 0, 1);

        assertThat(picture().groups()).extracting(group -> group.members().getFirst().flows().getFirst().connection()).containsExactly(first, second);
    }

    @Test
    void who_reads_without_a_group_is_shown_as_such() {
        cluster.topic("t", 1).filled("t", 0, 3);
        cluster.fetch(cluster.connect("kcat", "librdkafka", "2.3.0"), "t", 0, 3);
        cluster.fetch(cluster.connect("vitrine-inspector", "apache-kafka-java", "4.3.1"), "t", 0, 1);

        assertThat(picture().groups()).singleElement().satisfies(group -> {
            assertThat(group.groupless()).isTrue();
            assertThat(group.members()).extracting(Member::name).containsExactly("kcat");
        });
    }

    @Test
    void groups_stand_in_the_order_of_the_topics_they_read() {
        cluster.topic("a", 1).topic("b", 1);
        cluster.join("first-by-name", "m1", "m1", "b");
        cluster.join("second-by-name", "m2", "m2", "a");

        assertThat(picture().groups()).extracting(Group::id).containsExactly("second-by-name", "first-by-name");
    }
}
