package dev.vitrine.engine.group;

import static dev.vitrine.engine.group.Client.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.Event.GroupDeleted;
import dev.vitrine.engine.observe.Event.OffsetsExpired;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.junit.jupiter.api.Test;

class OffsetExpiryTest {

    private static final long RETENTION = TimeUnit.DAYS.toMillis(7);
    private static final long CHECK = TimeUnit.MINUTES.toMillis(10);

    private final GroupHarness harness = new GroupHarness(GroupHarness.quick());

    private long fetched(String topic) {
        return harness.shard().offsets().get(GROUP, topic, 0).map(OffsetAndMetadata::offset).orElse(-1L);
    }

    @Test
    void the_clock_of_a_group_with_members_begins_when_the_last_one_is_gone() {
        Client client = new Client(harness);
        Client.stable(harness, client);
        client.commit("orders", 0, 42);
        alive(client, RETENTION + CHECK);
        client.leave();
        harness.advance(RETENTION - CHECK);
        assertThat(fetched("orders")).isEqualTo(42);

        harness.advance(2 * CHECK);

        assertThat(fetched("orders")).isEqualTo(-1);
        assertThat(harness.shard().group(GROUP)).isEmpty();
        assertThat(harness.events(OffsetsExpired.class)).hasSize(1);
        assertThat(harness.events(GroupDeleted.class)).hasSize(1);
    }

    private void alive(Client client, long ms) {
        client.sessionMs = 1_800_000;
        for (long passed = 0; passed < ms; passed += 5_000) {
            client.heartbeat();
            harness.advance(5_000);
        }
    }

    @Test
    void in_a_stable_group_offsets_of_topics_that_nobody_reads_any_more_expire() {
        Client client = new Client(harness);
        client.sessionMs = 1_800_000;
        Client.stable(harness, client);
        client.commit("orders", 0, 1);
        client.commit("former", 0, 2);
        for (long passed = 0; passed < RETENTION + CHECK; passed += CHECK) {
            client.heartbeat();
            harness.advance(CHECK);
        }

        assertThat(fetched("orders")).isEqualTo(1);
        assertThat(fetched("former")).isEqualTo(-1);
        assertThat(harness.shard().group(GROUP)).isPresent();
    }

    @Test
    void in_a_simple_group_each_offset_has_its_own_clock() {
        Client outsider = new Client(harness);
        outsider.commit("orders", 0, 1);
        harness.advance(RETENTION / 2);
        outsider.commit("payments", 0, 2);
        harness.advance(RETENTION / 2 + CHECK);

        assertThat(fetched("orders")).isEqualTo(-1);
        assertThat(fetched("payments")).isEqualTo(2);
        harness.advance(RETENTION / 2);
        assertThat(harness.shard().group(GROUP)).isEmpty();
    }

    @Test
    void a_retention_that_the_client_asked_for_goes_before_the_brokers() {
        Client outsider = new Client(harness).version(4);
        OffsetCommitRequestData request = outsider.commitRequest("orders", 0, 1).setRetentionTimeMs(CHECK / 2);
        outsider.commit(request);
        OffsetCommitRequestData longer = outsider.commitRequest("payments", 0, 2).setRetentionTimeMs(2 * RETENTION);
        outsider.commit(longer);

        harness.advance(CHECK);
        assertThat(fetched("orders")).isEqualTo(-1);
        harness.advance(RETENTION + CHECK);
        assertThat(fetched("payments")).isEqualTo(2);
    }

    @Test
    void a_group_that_nobody_is_in_and_that_keeps_nothing_goes_with_the_next_look() {
        Client client = new Client(harness);
        Client.stable(harness, client);
        client.leave();

        harness.advance(CHECK);

        assertThat(harness.shard().group(GROUP)).isEmpty();
        assertThat(harness.log).last().isEqualTo(new GroupRecord.Metadata(GROUP, Optional.empty()));
        assertThat(harness.events(GroupDeleted.class)).extracting(GroupDeleted::why).containsExactly("it is empty and has no offsets");
    }

    @Test
    void the_look_goes_on_after_a_restart() {
        new Client(harness).commit("orders", 0, 1);
        harness.reload();

        harness.advance(RETENTION + CHECK);

        assertThat(fetched("orders")).isEqualTo(-1);
    }
}
