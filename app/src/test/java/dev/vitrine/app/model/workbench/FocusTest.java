package dev.vitrine.app.model.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.stage.Emblems;
import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.engine.observe.Event;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FocusTest {

    private final ScriptedSource cluster = new ScriptedSource(() -> 1_000);
    private Focus focus = Focus.NONE;

    @BeforeEach
    void someoneReads() {
        cluster.topic("orders", 3).topic("accounts", 2).topic("visits", 1);
        cluster.join("billing", "m1", "billing-1", "orders");
        cluster.assign("billing", "m1", new TopicPartition("orders", 0), new TopicPartition("orders", 1));
        cluster.join("audit", "m2", "audit-1", "accounts");
        cluster.assign("audit", "m2", new TopicPartition("accounts", 0));
    }

    private Focus on(Selected selected) {
        focus = focus.on(selected, cluster.now());
        return focus;
    }

    @Test
    void before_anything_is_selected_the_first_topic_and_the_first_group_are_open() {
        assertThat(on(new Selected.Nothing()).topic()).contains("accounts");
        assertThat(focus.group()).contains("audit");
        assertThat(focus.partitions(cluster.now())).hasSize(2);
    }

    @Test
    void a_group_that_reads_the_open_partition_leaves_it_open_and_another_one_opens_what_it_reads() {
        on(new Selected.Partition(new TopicPartition("orders", 1)));
        on(new Selected.Group("billing"));
        assertThat(focus.topic()).contains("orders");
        assertThat(focus.partition()).hasValue(1);

        on(new Selected.Member("audit", "m2"));
        assertThat(focus.topic()).contains("accounts");
        assertThat(focus.partition()).isEmpty();
        assertThat(focus.member()).contains("m2");
    }

    @Test
    void a_program_is_the_member_that_it_is_and_where_it_writes() {
        long visitor = cluster.connect("billing-1", "", "");
        cluster.produce(visitor, "visits", 0, 1);
        on(new Selected.Client("billing-1"));
        assertThat(focus.group()).contains("billing");
        assertThat(focus.member()).contains("m1");
        assertThat(focus.topic()).contains("visits");
    }

    @Test
    void what_is_gone_is_no_longer_open() {
        on(new Selected.Member("audit", "m2"));
        cluster.leave("audit", "m2", Event.LeaveCause.LEFT);
        assertThat(on(new Selected.Member("audit", "m2")).member()).isEmpty();
        assertThat(on(new Selected.Topic("never-there")).topic()).contains("accounts");
    }

    @Test
    void the_tables_list_the_partitions_of_the_open_topic_and_the_members_of_the_open_group_below_them() {
        on(new Selected.Partition(new TopicPartition("orders", 1)));
        on(new Selected.Group("billing"));
        assertThat(new TopicLines().of(cluster.now(), focus)).extracting(line -> line.topic() + line.partition().orElse(-1))
                .containsExactly("accounts-1", "orders-1", "orders0", "orders1", "orders2", "visits-1");
        assertThat(ReaderLines.of(cluster.now(), focus, new Emblems())).extracting(ReaderLines.Line::name).containsExactly("audit", "billing", "billing-1");
    }
}
